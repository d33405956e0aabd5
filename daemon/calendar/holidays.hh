#pragma once

#include "core/result.hh"
#include "daemon/calendar/hours.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::calendar {

/// A day of an iCalendar file, by the name it goes by.
struct NamedDay {
    Date date;
    std::string name;

    bool operator==(const NamedDay&) const = default;
};

/// The whole-day events of an iCalendar file (RFC 5545).
struct HolidayFile {
    std::vector<NamedDay> days; ///< ascending; each date once, names joined
    int timed = 0;              ///< events with a time of day, left out: nobody is away all day
    int cancelled = 0;          ///< STATUS:CANCELLED, left out
};

/// Reads it, repetitions (RRULE, RDATE, EXDATE) of [first, last) included.
[[nodiscard]] Result<HolidayFile> read_holidays(const std::string& ics, Date first, Date last);

} // namespace vorrang::calendar
