#include "core/api/calendars.hh"

namespace vorrang::api {

Call<boost::json::array> calendar_rules(Instant now) {
    return {"select vorrang_api.calendar_rules($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return rows.json(0, 0).as_array(); }};
}

Call<int> calendar_keep(const std::string& key, const boost::json::array& intervals, Instant now) {
    return {"select vorrang_api.calendar_keep($1, $2, $3)",
            std::move(pg::Params{}.text(key).json(intervals).instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
