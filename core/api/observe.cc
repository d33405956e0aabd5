#include "core/api/observe.hh"

namespace vorrang::api {

Result<std::string> Observations::mail(const boost::json::object& facts, Instant now) {
    return call("select vorrang_api.observe_mail($1, $2)", facts, now);
}

Result<std::string> Observations::answer(const boost::json::object& facts, Instant now) {
    return call("select vorrang_api.observe_answer($1, $2)", facts, now);
}

Result<std::string>
Observations::call(const char* sql, const boost::json::object& facts, Instant now) {
    const auto rows = connection_.exec(sql, pg::Params().json(facts).instant(now));
    return rows ? Result<std::string>(rows->text(0, 0)) : pass_on(rows);
}

} // namespace vorrang::api
