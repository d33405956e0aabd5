#include "core/api/classes.hh"

namespace vorrang::api {

Call<int> classes_keep(Instant now) {
    return {"select vorrang_api.classes_keep($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
