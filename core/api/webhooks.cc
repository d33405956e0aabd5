#include "core/api/webhooks.hh"

namespace vorrang::api {

namespace {

std::vector<WebhookCall> read_calls(const pg::Rows& rows) {
    std::vector<WebhookCall> out;
    for (int i = 0; i < rows.size(); ++i) {
        out.push_back({rows.integer(i, 0),
                       static_cast<int>(rows.integer(i, 1)),
                       std::string(rows.text(i, 2)),
                       std::string(rows.text(i, 3)),
                       std::string(rows.text(i, 4)),
                       std::string(rows.text(i, 5)),
                       rows.opt_text(i, 6),
                       std::string(rows.text(i, 7))});
    }
    return out;
}

} // namespace

Call<std::vector<WebhookCall>> webhook_claim(int limit, int lease_seconds, Instant now) {
    return {"select id, attempt, key, call_key, url, secret, old_secret, body "
            "from vorrang_api.webhook_claim($1, $2, $3)",
            std::move(pg::Params{}.integer(limit).integer(lease_seconds).instant(now)),
            read_calls};
}

Call<std::string> webhook_done(const WebhookCall& call, const WebhookAnswer& answer, Instant now) {
    const auto code =
        answer.code ? std::optional<std::int64_t>(*answer.code) : std::optional<std::int64_t>();
    return {"select vorrang_api.webhook_done($1, $2, $3, $4, $5, $6)",
            std::move(pg::Params{}
                          .integer(call.id)
                          .integer(call.attempt)
                          .opt_integer(code)
                          .text(answer.error)
                          .integer(answer.retry_after)
                          .instant(now)),
            [](const pg::Rows& rows) { return std::string(rows.text(0, 0)); }};
}

Call<int> webhooks_keep(Instant now) {
    return {"select vorrang_api.webhooks_keep($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return static_cast<int>(rows.integer(0, 0)); }};
}

} // namespace vorrang::api
