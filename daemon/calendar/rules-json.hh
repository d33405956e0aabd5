#pragma once

#include "core/clock.hh"
#include "core/result.hh"
#include "daemon/calendar/expansion.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>

namespace vorrang::calendar {

/// A calendar's rules as the database tells and takes them: "zone", "open", "holidays",
/// "exceptions", and "expanded_from", where its expansion began.
[[nodiscard]] Result<Hours> hours_of(const boost::json::object& fields);

/// "zone"; UTC if it is not there.
[[nodiscard]] std::string zone_of(const boost::json::object& fields);

/// Its intervals, [[opens, closes], …] in epoch seconds: from where they began, or one year before
/// `now`, to the first of a month ten years after.
[[nodiscard]] Result<boost::json::array> intervals_of(const boost::json::object& fields,
                                                      Instant now);

} // namespace vorrang::calendar
