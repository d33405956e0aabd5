#pragma once

#include "core/result.hh"

#include <array>
#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::calendar {

using Date = std::chrono::year_month_day;

/// Opening hours of one day: half-open, [from, to), in minutes after local midnight; ascending, not
/// touching.
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

/// A calendar as the admin wrote it. A date's own hours go before its being a holiday, both before
/// the week.
struct Hours {
    WeeklyHours week;
    std::map<Date, std::string> holidays; ///< with the names they go by; "": none
    std::map<Date, std::vector<DaySpan>> exceptions;
};

/// What is open on a date.
[[nodiscard]] std::vector<DaySpan> hours_on(const Hours& hours, Date date);

/// Reads lines like "Mon-Fri 09:00-12:00 13:00-17:00", "Sat,Sun 10:00-24:00", "always".
[[nodiscard]] Result<WeeklyHours> parse_open_lines(std::span<const std::string> lines);

/// Reads lines like "2026-12-24 09:00-12:00" or "2026-12-24 closed"; a date that comes twice is an
/// error.
[[nodiscard]] Result<std::map<Date, std::vector<DaySpan>>>
parse_exceptions(std::span<const std::string> lines);

/// Reads "2026-12-25".
[[nodiscard]] Result<Date> parse_date(std::string_view text);

/// Reads "09:00", "9:00", "24:00".
[[nodiscard]] Result<std::chrono::minutes> parse_time_of_day(std::string_view text);

/// "2026-12-25".
[[nodiscard]] std::string date_text(Date date);

/// "09:00-12:00 13:00-17:00"; "closed".
[[nodiscard]] std::string spans_text(std::span<const DaySpan> spans);

/// "Mon", …
[[nodiscard]] std::string_view weekday_text(Date date);

} // namespace vorrang::calendar
