#pragma once

#include "core/api/admin.hh"
#include "core/clock.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang::admin {

/// Adds to the fields of `calendar set` what the database needs beside them: the intervals, from
/// one year before `now` to ten years after. Zone, hours and holidays that are not given are those
/// the calendar has.
[[nodiscard]] Result<void> complete_calendar(api::Admin& admin,
                                             const std::string& key,
                                             boost::json::object& fields,
                                             Instant now);

/// The intervals of fields that have "zone", "open" and "holidays": [[opens, closes], …] in
/// seconds.
[[nodiscard]] Result<boost::json::array> calendar_intervals(const boost::json::object& fields,
                                                            Instant now);

} // namespace vorrang::admin
