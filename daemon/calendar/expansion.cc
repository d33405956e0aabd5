#include "daemon/calendar/expansion.hh"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace vorrang::calendar {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

/// Installed with every tzdata package; its time says whether zones were replaced.
constexpr const char* kZones = "/usr/share/zoneinfo/tzdata.zi";

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
expand(const Hours& hours, std::string_view zone, sys_days first, sys_days last) {
    auto found = find_zone(zone);
    if (!found) {
        return pass_on(found);
    }
    if (hours.week.always && hours.holidays.empty() && hours.exceptions.empty()) {
        return std::vector{kAlways};
    }
    std::vector<OpenInterval> out;
    for (auto day = first; day < last; day += std::chrono::days{1}) {
        for (const auto& span : hours_on(hours, Date{day})) {
            append(out, {instant_of(**found, day, span.from), instant_of(**found, day, span.to)});
        }
    }
    return out;
}

Result<sys_seconds> instant_at(std::string_view zone, Date date, std::chrono::minutes time) {
    auto found = find_zone(zone);
    return found ? Result<sys_seconds>(instant_of(**found, sys_days{date}, time)) : pass_on(found);
}

Result<sys_seconds> local_at(std::string_view zone, sys_seconds instant) {
    auto found = find_zone(zone);
    return found ? Result<sys_seconds>(sys_seconds{(*found)->to_local(instant).time_since_epoch()})
                 : pass_on(found);
}

bool zones_replaced() {
    static std::filesystem::file_time_type seen{};
    std::error_code failed;
    const auto changed = std::filesystem::last_write_time(kZones, failed);
    const bool first = seen == std::filesystem::file_time_type{};
    const bool replaced = !failed && !first && changed != seen;
    seen = failed ? seen : changed;
    return replaced;
}

} // namespace vorrang::calendar
