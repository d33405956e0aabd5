#include "core/api/articles.hh"

#include "core/pg/rows.hh"

#include <boost/json/object.hpp>

namespace vorrang::api {

namespace {

namespace json = boost::json;

std::optional<std::string> text_in(const json::object& job, std::string_view key) {
    const auto* const value = job.if_contains(key);
    return value != nullptr && value->is_string() ? std::optional(std::string(value->get_string()))
                                                  : std::nullopt;
}

std::optional<std::int64_t> number_in(const json::object& job, std::string_view key) {
    const auto* const value = job.if_contains(key);
    return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

std::vector<Article> read_articles(const pg::Rows& rows) {
    std::vector<Article> out;
    for (int i = 0; i < rows.size(); ++i) {
        const auto value = rows.json(i, 1);
        const auto job = value.is_object() ? value.get_object() : json::object{};
        out.push_back({rows.integer(i, 0),
                       number_in(job, "number").value_or(0),
                       text_in(job, "title").value_or(""),
                       text_in(job, "text"),
                       number_in(job, "message"),
                       text_in(job, "agent").value_or(""),
                       pg::parse_instant(text_in(job, "at").value_or("")).value_or(Instant{})});
    }
    return out;
}

} // namespace

Call<std::vector<Article>> article_claim(int limit, Instant now) {
    return {"select id, job from vorrang_api.article_claim($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            read_articles};
}

Call<Done> article_written(std::int64_t id,
                           std::string_view text,
                           std::string_view header,
                           std::string_view body,
                           std::size_t shown_size,
                           Instant now) {
    return {"select vorrang_api.article_written($1, $2, $3, $4, $5, $6)",
            std::move(pg::Params{}
                          .integer(id)
                          .text(text)
                          .bytes(header)
                          .bytes(body)
                          .integer(static_cast<std::int64_t>(shown_size))
                          .instant(now)),
            done};
}

Call<json::value> articles_for(std::int64_t ticket, bool team, Instant now) {
    return {"select vorrang_api.articles_for($1, $2, $3)",
            std::move(pg::Params{}.integer(ticket).boolean(team).instant(now)),
            [](const pg::Rows& rows) { return rows.json(0, 0); }};
}

} // namespace vorrang::api
