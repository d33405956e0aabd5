#include "core/api/sla.hh"

namespace vorrang::api {

Call<std::optional<Instant>> clock_next_at(Instant now) {
    return {"select vorrang_api.clock_next_at($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return rows.opt_instant(0, 0); }};
}

Call<int> clock_run(int limit, Instant now) {
    return {"select vorrang_api.clock_run($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

Call<int> recomputes_run(int limit, Instant now) {
    return {"select vorrang_api.recomputes_run($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
