#include "core/api/agent-asks.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace vorrang::api {

namespace json = boost::json;

Result<std::string> agent_asks(pg::Connection& connection,
                               const std::string& login,
                               const std::vector<std::pair<std::string, std::string>>& lines,
                               Instant now) {
    json::array asked;
    for (const auto& [word, args] : lines) {
        asked.push_back(json::object{{"word", word}, {"args", args}});
    }
    const auto rows =
        connection.exec("select vorrang_api.agent_asks($1, $2, $3)",
                        pg::Params().text(login).text(json::serialize(asked)).instant(now));
    return rows ? Result<std::string>(rows->opt_text(0, 0).value_or("")) : pass_on(rows);
}

} // namespace vorrang::api
