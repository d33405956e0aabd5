#pragma once

#include "core/api/call.hh"

#include <optional>

namespace vorrang::api {

/// The earliest instant at which a ticket's clock is due.
Call<std::optional<Instant>> clock_next_at(Instant now);

/// Carries out up to `limit` due steps; how many it were.
Call<int> clock_run(int limit, Instant now);

/// Computes up to `limit` tickets anew whose promise was changed for many at once; how many.
Call<int> recomputes_run(int limit, Instant now);

} // namespace vorrang::api
