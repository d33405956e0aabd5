#pragma once

#include "core/api/call.hh"

namespace vorrang::api {

/// Adds a link to the chain over the history, of up to `limit` events; how many it holds.
Call<int> audit_link(int limit, Instant now);

} // namespace vorrang::api
