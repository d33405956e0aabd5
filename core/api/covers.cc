#include "core/api/covers.hh"

#include <boost/json/value.hpp>

namespace vorrang::api {

namespace {

namespace json = boost::json;

std::vector<std::int64_t> numbers(const json::value& value) {
    std::vector<std::int64_t> out;
    if (value.is_array()) {
        for (const auto& one : value.get_array()) {
            if (one.is_int64()) {
                out.push_back(one.get_int64());
            }
        }
    }
    return out;
}

std::optional<CoverJob> read_job(const pg::Rows& rows) {
    if (rows.empty()) {
        return std::nullopt;
    }
    auto job = rows.json(0, 2);
    return CoverJob{rows.integer(0, 0),
                    rows.boolean(0, 1),
                    job.is_object() ? job.get_object() : json::object{},
                    numbers(rows.json(0, 3))};
}

} // namespace

Call<std::optional<CoverJob>> cover_job(std::optional<std::int64_t> agent,
                                        const std::optional<std::string>& folder,
                                        Instant now) {
    return {"select ticket, team, job, to_jsonb(unread_files) "
            "from vorrang_api.cover_job($1, $2, $3)",
            std::move(pg::Params{}.opt_integer(agent).opt_text(folder).instant(now)),
            read_job};
}

Call<Done> cover_written(const CoverJob& job,
                         std::string_view header,
                         std::string_view body,
                         std::size_t shown_size,
                         Instant now) {
    return {"select vorrang_api.cover_written($1, $2, $3, $4, $5, $6, $7)",
            std::move(pg::Params{}
                          .integer(job.ticket)
                          .boolean(job.team)
                          .json(job.job)
                          .bytes(header)
                          .bytes(body)
                          .integer(static_cast<std::int64_t>(shown_size))
                          .instant(now)),
            done};
}

Call<Done>
message_read(std::int64_t message, const json::array& files, std::string_view own_words) {
    return {"select vorrang_api.message_read($1, $2, $3)",
            std::move(pg::Params{}.integer(message).json(files).text(own_words)),
            done};
}

} // namespace vorrang::api
