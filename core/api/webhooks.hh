#pragma once

#include "core/api/call.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vorrang::api {

/// A call of a webhook to be made: `attempt` fences what is said of it.
struct WebhookCall {
    std::int64_t id = 0;
    int attempt = 0;
    std::string webhook; ///< its name among us
    std::string key;     ///< by which the receiver knows a call that comes again
    std::string url;
    std::string secret;                    ///< base64
    std::optional<std::string> old_secret; ///< base64; signs, too, for a day after a change
    std::string body;
};

/// What became of an attempt.
struct WebhookAnswer {
    std::optional<int> code; ///< the HTTP status; nothing: no answer
    std::string error;
    int retry_after = 0; ///< seconds, as the receiver asked for
};

/// Calls to be made now, of each webhook one at most.
Call<std::vector<WebhookCall>> webhook_claim(int limit, int lease_seconds, Instant now);

/// Says what became of it; its state: delivered, failed, or waiting.
Call<std::string> webhook_done(const WebhookCall& call, const WebhookAnswer& answer, Instant now);

/// Forgets old calls; how many.
Call<int> webhooks_keep(Instant now);

} // namespace vorrang::api
