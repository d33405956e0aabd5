#pragma once

#include "daemon/admin/context.hh"

#include <string>
#include <vector>

namespace vorrang::admin {

struct CalendarImport {
    std::string file;               ///< "-": standard input
    std::vector<std::string> match; ///< only days whose name has one of these; none: all
    bool dry_run = false;
};

/// `calendar import KEY FILE`: the whole-day events of an iCalendar file become holidays, beside
/// those that are there. Says each by its name.
Result<int>
run_calendar_import(const Context& context, const std::string& key, const CalendarImport& wanted);

} // namespace vorrang::admin
