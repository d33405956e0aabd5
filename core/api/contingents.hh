#pragma once

#include "core/api/call.hh"

namespace vorrang::api {

/// Grants the contingents of a month that has begun, and lets old ones expire; how many did.
Call<int> contingents_keep(Instant now);

} // namespace vorrang::api
