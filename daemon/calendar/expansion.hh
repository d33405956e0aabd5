#pragma once

#include "core/result.hh"
#include "daemon/calendar/hours.hh"

#include <chrono>
#include <string_view>
#include <vector>

namespace vorrang::calendar {

/// Open time in UTC, half-open.
struct OpenInterval {
    std::chrono::sys_seconds opens;
    std::chrono::sys_seconds closes;

    bool operator==(const OpenInterval&) const = default;
};

/// What "always" without holidays and exceptions expands to: 1970 until 2200.
inline constexpr OpenInterval kAlways{std::chrono::sys_seconds{std::chrono::seconds{0}},
                                      std::chrono::sys_seconds{std::chrono::seconds{7258118400}}};

/// The opening hours of the local days [first, last) as instants: ascending, not touching. A local
/// time that comes twice means its first coming; one that is skipped means the moment of the skip.
/// This is the only place of Vorrang that knows time zones; SQL works on what comes out here.
[[nodiscard]] Result<std::vector<OpenInterval>> expand(const Hours& hours,
                                                       std::string_view zone,
                                                       std::chrono::sys_days first,
                                                       std::chrono::sys_days last);

/// Whether the system's time zone database has this name.
[[nodiscard]] Result<void> check_zone(std::string_view zone);

/// The instant of a local time, by the rule of `expand`.
[[nodiscard]] Result<std::chrono::sys_seconds>
instant_at(std::string_view zone, Date date, std::chrono::minutes time);

/// The local time of an instant, as seconds since the epoch of local time.
[[nodiscard]] Result<std::chrono::sys_seconds> local_at(std::string_view zone,
                                                        std::chrono::sys_seconds instant);

/// Whether the system's time zone database was replaced (a tzdata update) since this was last
/// asked. What this process has read of it stays as it was: only a new process knows the new rules.
[[nodiscard]] bool zones_replaced();

} // namespace vorrang::calendar
