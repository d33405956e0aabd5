#include "core/api/audit.hh"

namespace vorrang::api {

Call<int> audit_link(int limit, Instant now) {
    return {"select vorrang_api.audit_link($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
