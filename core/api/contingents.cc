#include "core/api/contingents.hh"

namespace vorrang::api {

Call<int> contingents_keep(Instant now) {
    return {"select vorrang_api.contingents_keep($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
