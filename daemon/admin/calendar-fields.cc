#include "daemon/admin/calendar-fields.hh"

#include "daemon/admin/calendar-expansion.hh"

#include <boost/json/array.hpp>

#include <vector>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using std::chrono::days;

constexpr days kBefore{366};
constexpr days kAfter{3653};

std::vector<std::string> texts(const json::object& fields, std::string_view field) {
    std::vector<std::string> out;
    const auto* const value = fields.if_contains(field);
    if (value == nullptr || !value->is_array()) {
        return out;
    }
    for (const auto& element : value->get_array()) {
        if (element.is_string()) {
            out.emplace_back(element.get_string());
        }
    }
    return out;
}

Result<std::vector<std::chrono::year_month_day>> holidays_of(const json::object& fields) {
    std::vector<std::chrono::year_month_day> out;
    for (const auto& text : texts(fields, "holidays")) {
        auto date = parse_date(text);
        if (!date) {
            return pass_on(date);
        }
        out.push_back(*date);
    }
    return out;
}

/// Fills in what is not given from the calendar as it is; a new one gets UTC, and must say its
/// hours.
Result<void>
take_over(api::Admin& admin, const std::string& key, json::object& fields, Instant now) {
    const auto old = admin.show("calendar", key, now);
    if (!old && old.error().code != ErrorCode::no_such) {
        return pass_on(old);
    }
    for (const std::string_view field : {"zone", "open", "holidays"}) {
        if (old && old->is_object() && !fields.contains(field) &&
            old->get_object().contains(field)) {
            fields[field] = old->get_object().at(field);
        }
    }
    if (texts(fields, "open").empty()) {
        return fail(ErrorCode::usage,
                    "a calendar needs its opening hours",
                    "give --open, as in --open \"Mon-Fri 09:00-17:00\" or --open always");
    }
    return {};
}

} // namespace

Result<json::array> calendar_intervals(const json::object& fields, Instant now) {
    const auto* const zone = fields.if_contains("zone");
    const auto hours = parse_open_lines(texts(fields, "open"));
    if (!hours) {
        return pass_on(hours);
    }
    const auto holidays = holidays_of(fields);
    if (!holidays) {
        return pass_on(holidays);
    }
    const auto today = std::chrono::floor<days>(now);
    const auto intervals =
        expand_calendar(*hours,
                        zone != nullptr && zone->is_string() ? std::string_view(zone->get_string())
                                                             : std::string_view("UTC"),
                        *holidays,
                        today - kBefore,
                        today + kAfter);
    if (!intervals) {
        return pass_on(intervals);
    }
    json::array out;
    for (const auto& interval : *intervals) {
        out.push_back(json::array{interval.opens.time_since_epoch().count(),
                                  interval.closes.time_since_epoch().count()});
    }
    return out;
}

Result<void>
complete_calendar(api::Admin& admin, const std::string& key, json::object& fields, Instant now) {
    if (auto taken = take_over(admin, key, fields, now); !taken) {
        return taken;
    }
    auto intervals = calendar_intervals(fields, now);
    if (!intervals) {
        return pass_on(intervals);
    }
    fields["intervals"] = std::move(*intervals);
    return {};
}

} // namespace vorrang::admin
