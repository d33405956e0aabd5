#pragma once

#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// `calendar show KEY --week [DATE]`: the week of a date ("": of today) as a picture and in hours,
/// holidays by their names.
Result<int>
run_calendar_week(const Context& context, const std::string& key, const std::string& date);

/// `calendar show KEY --explain FROM DURATION`: where the open time goes, day by day, and when it
/// is used up. FROM: "2026-11-27 16:30" in the calendar's zone, or "now"; the due is the
/// database's.
Result<int> run_calendar_explain(const Context& context,
                                 const std::string& key,
                                 const std::string& from,
                                 const std::string& duration);

} // namespace vorrang::admin
