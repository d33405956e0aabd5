#include "daemon/admin/calendar-expansion.hh"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace vorrang::admin {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

Result<const date::time_zone*> find_zone(std::string_view name) {
    try {
        return date::locate_zone(std::string(name));
    } catch (const std::runtime_error&) {
        return fail(ErrorCode::data,
                    fmt::format("there is no time zone \"{}\"", name),
                    "use a name of the tz database, as in Europe/Berlin; tzselect(8) finds one");
    }
}

/// choose::earliest is our rule for local times that come twice; for one that is skipped date gives
/// the instant of the transition whatever is chosen.
sys_seconds instant_of(const date::time_zone& zone, sys_days day, std::chrono::minutes time) {
    const date::local_seconds local{std::chrono::seconds{day.time_since_epoch() + time}};
    return zone.to_sys(local, date::choose::earliest);
}

/// Days of a week that is open without a break.
WeeklyHours all_week() {
    WeeklyHours hours;
    hours.days.fill({DaySpan{std::chrono::minutes{0}, std::chrono::hours{24}}});
    return hours;
}

void append(std::vector<OpenInterval>& out, OpenInterval interval) {
    if (!out.empty() && interval.opens <= out.back().closes) {
        out.back().closes = std::max(out.back().closes, interval.closes);
    } else if (interval.opens < interval.closes) {
        out.push_back(interval);
    }
}

} // namespace

Result<void> check_zone(std::string_view zone) {
    auto found = find_zone(zone);
    return found ? Result<void>{} : pass_on(found);
}

Result<std::vector<OpenInterval>>
expand_calendar(const WeeklyHours& hours,
                std::string_view zone,
                std::span<const std::chrono::year_month_day> holidays,
                sys_days first,
                sys_days last) {
    auto found = find_zone(zone);
    if (!found) {
        return pass_on(found);
    }
    if (hours.always && holidays.empty()) {
        return std::vector{kAlways};
    }
    const auto week = hours.always ? all_week() : hours;
    std::vector<OpenInterval> out;
    for (auto day = first; day < last; day += std::chrono::days{1}) {
        const std::chrono::year_month_day on{day};
        if (std::find(holidays.begin(), holidays.end(), on) != holidays.end()) {
            continue;
        }
        const auto number = std::chrono::weekday{day}.iso_encoding() - 1; // Monday is 0
        for (const auto& span : week.days[number]) {
            append(out, {instant_of(**found, day, span.from), instant_of(**found, day, span.to)});
        }
    }
    return out;
}

} // namespace vorrang::admin
