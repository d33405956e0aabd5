#include "daemon/admin/report-effort.hh"

#include "core/api/admin.hh"
#include "daemon/admin/output.hh"
#include "daemon/billing/bar-chart.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <optional>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 10> kEffort{"customer",
                                                   "contract",
                                                   "minutes",
                                                   "free",
                                                   "contingent",
                                                   "cost",
                                                   "uncosted_minutes",
                                                   "invoiced",
                                                   "fee",
                                                   "margin"};
constexpr std::array<std::string_view, 7> kContingent{
    "period", "usable_until", "granted", "used", "expired", "left", "beyond"};

std::string text_in(const json::value& object, std::string_view field) {
    const auto* const value = object.as_object().if_contains(field);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

/// An amount as the database writes it, or a whole number.
double number_in(const json::value& object, std::string_view field) {
    const auto& value = object.at(field);
    return value.is_string() ? std::strtod(value.as_string().c_str(), nullptr)
                             : static_cast<double>(value.to_number<std::int64_t>());
}

/// What --plot names; it is no matter for the database.
std::optional<std::string> take_plot(json::object& filter) {
    const auto* const value = filter.if_contains("plot");
    const auto plot =
        value != nullptr ? std::optional<std::string>(value->as_string()) : std::nullopt;
    filter.erase("plot");
    return plot;
}

Result<void> write_plot(const std::string& path, const billing::BarChart& chart) {
    const auto png = billing::bar_chart_png(chart);
    if (!png) {
        return pass_on(png);
    }
    return write_file(path, *png);
}

billing::BarChart effort_chart(const json::value& report) {
    billing::BarChart chart{fmt::format("Effort and revenue, {} until {}",
                                        text_in(report, "from"),
                                        text_in(report, "until")),
                            text_in(report, "currency"),
                            {"cost", "revenue"},
                            {}};
    for (const auto& row : report.at("rows").as_array()) {
        const auto customer = text_in(row, "customer");
        const auto contract = text_in(row, "contract");
        chart.groups.push_back(
            {fmt::format("{}{}{}",
                         customer.empty() ? "no customer" : customer,
                         contract.empty() ? "" : ", ",
                         contract),
             {number_in(row, "cost"), number_in(row, "invoiced") + number_in(row, "fee")}});
    }
    return chart;
}

billing::BarChart contingent_chart(const std::string& key, const json::array& periods) {
    billing::BarChart chart{
        fmt::format("Contingent {}", key), "minutes", {"granted", "used", "beyond"}, {}};
    for (const auto& period : periods) {
        chart.groups.push_back({text_in(period, "period").substr(0, 7),
                                {number_in(period, "granted"),
                                 number_in(period, "used"),
                                 number_in(period, "beyond")}});
    }
    return chart;
}

} // namespace

Result<int> run_report_effort(const Context& context, const json::object& filter) {
    auto asked = filter;
    const auto plot = take_plot(asked);
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    const auto report = api::Admin(*connection).report_effort(asked, context.now);
    if (!report) {
        return pass_on(report);
    }
    if (plot) {
        if (auto written = write_plot(*plot, effort_chart(*report)); !written) {
            return pass_on(written);
        }
    }
    print(context.json ? json_text(*report)
                       : fmt::format("{} until {}, amounts in {}\n",
                                     text_in(*report, "from"),
                                     text_in(*report, "until"),
                                     text_in(*report, "currency")) +
                             table_text(report->at("rows").as_array(), kEffort, nullptr));
    return 0;
}

Result<int>
run_report_contingent(const Context& context, const std::string& key, const json::object& filter) {
    auto asked = filter;
    const auto plot = take_plot(asked);
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    const auto report = api::Admin(*connection).report_contingent(key, context.now);
    if (!report) {
        return pass_on(report);
    }
    if (plot) {
        if (auto written = write_plot(*plot, contingent_chart(key, report->as_array())); !written) {
            return pass_on(written);
        }
    }
    print(context.json ? json_text(*report) : table_text(report->as_array(), kContingent, nullptr));
    return 0;
}

} // namespace vorrang::admin
