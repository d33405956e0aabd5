#include "core/api/notices.hh"

#include <boost/json/value.hpp>

namespace vorrang::api {

Call<std::vector<Notice>> notice_claim(int limit, Instant now) {
    return {"select id, kind, ticket, job from vorrang_api.notice_claim($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            [](const pg::Rows& rows) {
                std::vector<Notice> out;
                for (int i = 0; i < rows.size(); ++i) {
                    auto job = rows.json(i, 3);
                    out.push_back({rows.integer(i, 0),
                                   std::string(rows.text(i, 1)),
                                   rows.opt_integer(i, 2).value_or(0),
                                   job.is_object() ? job.get_object() : boost::json::object{}});
                }
                return out;
            }};
}

Call<Done> notice_written(std::int64_t id,
                          std::string_view header,
                          std::string_view body,
                          std::size_t shown_size,
                          Instant now) {
    return {"select vorrang_api.notice_written($1, $2, $3, $4, $5)",
            std::move(pg::Params{}
                          .integer(id)
                          .bytes(header)
                          .bytes(body)
                          .integer(static_cast<std::int64_t>(shown_size))
                          .instant(now)),
            done};
}

} // namespace vorrang::api
