#pragma once

#include "core/result.hh"

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::admin {

/// Opening hours of one weekday: half-open, [from, to), in minutes after local midnight; ascending,
/// not touching.
struct DaySpan {
    std::chrono::minutes from;
    std::chrono::minutes to;

    bool operator==(const DaySpan&) const = default;
};

/// A week of opening hours, Monday first.
struct WeeklyHours {
    std::array<std::vector<DaySpan>, 7> days;
    bool always = false; ///< around the clock, said so in one word
};

/// Reads lines like "Mon-Fri 09:00-12:00 13:00-17:00", "Sat,Sun 10:00-24:00", "always".
[[nodiscard]] Result<WeeklyHours> parse_open_lines(std::span<const std::string> lines);

/// Reads "2026-12-25".
[[nodiscard]] Result<std::chrono::year_month_day> parse_date(std::string_view text);

/// Open time in UTC, half-open.
struct OpenInterval {
    std::chrono::sys_seconds opens;
    std::chrono::sys_seconds closes;

    bool operator==(const OpenInterval&) const = default;
};

/// What "always" without holidays expands to: 1970 until 2200.
inline constexpr OpenInterval kAlways{std::chrono::sys_seconds{std::chrono::seconds{0}},
                                      std::chrono::sys_seconds{std::chrono::seconds{7258118400}}};

/// The opening hours of the local days [first, last) as instants: ascending, not touching. A local
/// time that comes twice means its first coming; one that is skipped means the moment of the skip.
/// This is the only place of Vorrang that knows time zones; SQL works on what comes out here.
[[nodiscard]] Result<std::vector<OpenInterval>>
expand_calendar(const WeeklyHours& hours,
                std::string_view zone,
                std::span<const std::chrono::year_month_day> holidays,
                std::chrono::sys_days first,
                std::chrono::sys_days last);

/// Whether the system's time zone database has this name.
[[nodiscard]] Result<void> check_zone(std::string_view zone);

} // namespace vorrang::admin
