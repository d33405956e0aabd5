#include "core/api/articles.hh"

#include "core/pg/rows.hh"

namespace vorrang::api {

namespace {

std::vector<Article> read_articles(const pg::Rows& rows) {
    std::vector<Article> out;
    for (int i = 0; i < rows.size(); ++i) {
        out.push_back({rows.integer(i, 0),
                       rows.integer(i, 1),
                       std::string(rows.text(i, 2)),
                       rows.opt_text(i, 3),
                       rows.opt_integer(i, 4),
                       rows.opt_text(i, 5).value_or(""),
                       rows.instant(i, 6)});
    }
    return out;
}

} // namespace

Call<std::vector<Article>> article_claim(int limit, Instant now) {
    return {
        "select id, number, title, text, message, agent, at from vorrang_api.article_claim($1, $2)",
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

Call<boost::json::value> articles_for(std::int64_t ticket, bool team, Instant now) {
    return {"select vorrang_api.articles_for($1, $2, $3)",
            std::move(pg::Params{}.integer(ticket).boolean(team).instant(now)),
            [](const pg::Rows& rows) { return rows.json(0, 0); }};
}

} // namespace vorrang::api
