#pragma once

#include "core/api/call.hh"

#include <optional>

namespace vorrang::api {

/// The earliest instant at which a ticket's clock is due.
Call<std::optional<Instant>> clock_next_at(Instant now);

/// Carries out up to `limit` due steps; how many it were.
Call<int> clock_run(int limit, Instant now);

} // namespace vorrang::api
