#include "daemon/calendar/rules-json.hh"

#include <algorithm>
#include <vector>

namespace vorrang::calendar {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::sys_days;

constexpr days kBefore{366};
constexpr days kAfter{3653};

std::vector<std::string> texts(const json::object& fields, std::string_view field) {
    std::vector<std::string> out;
    const auto* const value = fields.if_contains(field);
    if (value == nullptr || !value->is_array()) {
        return out;
    }
    for (const auto& element : value->get_array()) {
        if (element.is_string() && !element.get_string().empty()) {
            out.emplace_back(element.get_string());
        }
    }
    return out;
}

/// "2026-12-25", "2026-12-25 Christmas Day".
Result<void> add_holiday(Hours& hours, const std::string& line) {
    const auto end = std::min(line.find(' '), line.size());
    const auto date = parse_date(std::string_view(line).substr(0, end));
    if (!date) {
        return pass_on(date);
    }
    hours.holidays[*date] = line.substr(std::min(end + 1, line.size()));
    return {};
}

/// Where the expansion began stays where it began: older tickets are counted from there.
sys_days first_day(const json::object& fields, sys_days today) {
    const auto* const from = fields.if_contains("expanded_from");
    if (from != nullptr && from->is_string()) {
        if (const auto date = parse_date(from->get_string().subview(0, 10))) {
            return std::min(sys_days{*date}, today - kBefore);
        }
    }
    return today - kBefore;
}

} // namespace

Result<Hours> hours_of(const json::object& fields) {
    Hours hours;
    auto week = parse_open_lines(texts(fields, "open"));
    if (!week) {
        return pass_on(week);
    }
    hours.week = std::move(*week);
    for (const auto& line : texts(fields, "holidays")) {
        if (auto added = add_holiday(hours, line); !added) {
            return pass_on(added);
        }
    }
    auto exceptions = parse_exceptions(texts(fields, "exceptions"));
    if (!exceptions) {
        return pass_on(exceptions);
    }
    hours.exceptions = std::move(*exceptions);
    return hours;
}

std::string zone_of(const json::object& fields) {
    const auto* const zone = fields.if_contains("zone");
    return zone != nullptr && zone->is_string() ? std::string(zone->get_string()) : "UTC";
}

Result<json::array> intervals_of(const json::object& fields, Instant now) {
    const auto hours = hours_of(fields);
    if (!hours) {
        return pass_on(hours);
    }
    const auto today = std::chrono::floor<days>(now);
    const Date end{today + kAfter};
    const auto intervals = expand(
        *hours,
        zone_of(fields),
        first_day(fields, today),
        sys_days{Date{end.year(), end.month(), std::chrono::day{1}} + std::chrono::months{1}});
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

} // namespace vorrang::calendar
