#pragma once

#include "core/api/call.hh"

namespace vorrang::api {

/// Gives customers the class of their turnover; how many have another than before.
Call<int> classes_keep(Instant now);

} // namespace vorrang::api
