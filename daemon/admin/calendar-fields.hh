#pragma once

#include "core/api/admin.hh"
#include "core/clock.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang::admin {

/// Adds to the fields of `calendar set` what the database needs beside them: the intervals. Zone,
/// hours, holidays and exceptions that are not given are those the calendar has; a new one gets UTC
/// and must say its hours.
[[nodiscard]] Result<void> complete_calendar(api::Admin& admin,
                                             const std::string& key,
                                             boost::json::object& fields,
                                             Instant now);

} // namespace vorrang::admin
