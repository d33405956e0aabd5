#pragma once

#include "core/api/call.hh"

#include <boost/json/array.hpp>

#include <string>

namespace vorrang::api {

/// All calendars: their rules as calendar::hours_of reads them.
Call<boost::json::array> calendar_rules(Instant now);

/// A calendar's expansion as vorrangd makes it; how many open tickets are computed anew, because it
/// is another than it was.
Call<int> calendar_keep(const std::string& key, const boost::json::array& intervals, Instant now);

} // namespace vorrang::api
