#pragma once

#include "core/api/webhooks.hh"
#include "core/clock.hh"
#include "daemon/http-post.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <atomic>
#include <memory>
#include <string>

namespace vorrang {

/// Makes the calls of webhooks: claims them, signs each, sends it, writes down what came of it. A
/// call may arrive twice, with the same key: its answer can be lost, but not the call.
class Webhooks {
  public:
    /// `ca_file`: see http_post.
    Webhooks(PgSessions& sessions, const Clock& clock, std::string ca_file);
    ~Webhooks();

    Webhooks(const Webhooks&) = delete;
    Webhooks& operator=(const Webhooks&) = delete;
    Webhooks(Webhooks&&) = delete;
    Webhooks& operator=(Webhooks&&) = delete;

    [[nodiscard]] Worker& worker() { return worker_; }

    /// Calls under way give up, within a second.
    void stop() { stopping_ = true; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<std::optional<Instant>>> next_at();
    awaitable<void> deliver(api::WebhookCall call);
    awaitable<void> write_down(api::WebhookCall call, api::WebhookAnswer answer);

    PgSessions& sessions_;
    const Clock& clock_;
    std::string ca_file_;
    std::atomic<bool> stopping_ = false;
    int in_flight_ = 0;
    Instant look_at_{};
    std::unique_ptr<asio::thread_pool> threads_; // made with the first call: most desks have none
    Worker worker_;
};

} // namespace vorrang
