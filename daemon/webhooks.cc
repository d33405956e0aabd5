#include "daemon/webhooks.hh"

#include "core/log.hh"
#include "core/mail/clean-text.hh"
#include "daemon/spawn.hh"
#include "daemon/webhook-signature.hh"

#include <fmt/format.h>

#include <curl/curl.h>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

constexpr int parallel = 4;       // receivers that may be slow at once without holding up others
constexpr int lease_seconds = 30; // longer than a call may take
constexpr auto looks_every = 1s;

std::int64_t seconds_of(Instant at) {
    return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

/// The call as it goes over the line, signed.
Result<HttpPost> signed_post(const api::WebhookCall& call, std::string ca_file, Instant now) {
    const auto seconds = seconds_of(now);
    auto signature = webhook_signature(call.secret, call.key, seconds, call.body);
    if (signature && call.old_secret) {
        const auto older = webhook_signature(*call.old_secret, call.key, seconds, call.body);
        if (older) {
            *signature += " " + *older;
        }
    }
    if (!signature) {
        return pass_on(signature);
    }
    return HttpPost{call.url,
                    call.body,
                    {"Content-Type: application/json",
                     "webhook-id: " + call.key,
                     fmt::format("webhook-timestamp: {}", seconds),
                     "webhook-signature: " + *signature,
                     fmt::format("Idempotency-Key: \"{}\"", call.key)},
                    std::move(ca_file)};
}

api::WebhookAnswer make_call(const api::WebhookCall& call,
                             std::string ca_file,
                             Instant now,
                             const std::atomic<bool>& stop) {
    const auto post = signed_post(call, std::move(ca_file), now);
    if (!post) {
        return {{}, post.error().text, 0};
    }
    const auto answer = http_post(*post, stop);
    // A stranger's bytes, which are to be stored and shown.
    return {answer.code, mail::one_line(answer.error), answer.retry_after};
}

void say(const api::WebhookCall& call, const api::WebhookAnswer& answer, const std::string& state) {
    if (state == "delivered") {
        log::info("webhook.delivered",
                  {{"webhook", call.webhook}, {"call", call.key}, {"attempt", call.attempt}});
        return;
    }
    const auto* const event = state == "failed" ? "webhook.failed" : "webhook.deferred";
    log::warning(event,
                 {{"webhook", call.webhook},
                  {"call", call.key},
                  {"attempt", call.attempt},
                  {"code", answer.code.value_or(0)},
                  {"error", answer.error}});
}

} // namespace

Webhooks::Webhooks(PgSessions& sessions, const Clock& clock, std::string ca_file)
    : sessions_(sessions)
    , clock_(clock)
    , ca_file_(std::move(ca_file))
    , worker_(
          sessions.executor(),
          clock,
          "webhooks",
          [this] { return step(); },
          [this] { return next_at(); }) {}

Webhooks::~Webhooks() {
    stop();
    if (threads_) {
        threads_->stop();
        threads_->join();
    }
}

/// No more than once a second, but at once after a call that came to its end.
awaitable<Result<bool>> Webhooks::step() {
    const auto now = clock_.now();
    const int room = parallel - in_flight_;
    if (now < look_at_ || room == 0 || stopping_) {
        co_return false;
    }
    auto calls = co_await sessions_.run(api::webhook_claim(room, lease_seconds, now));
    if (!calls) {
        co_return pass_on(calls);
    }
    if (!calls->empty() && !threads_) {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        threads_ = std::make_unique<asio::thread_pool>(parallel);
    }
    for (auto& call : *calls) {
        ++in_flight_;
        spawn(sessions_.executor(), "webhook-call", deliver(std::move(call)));
    }
    look_at_ = now + looks_every;
    co_return false;
}

awaitable<Result<std::optional<Instant>>> Webhooks::next_at() {
    co_return in_flight_ < parallel ? std::optional<Instant>(look_at_) : std::nullopt;
}

awaitable<void> Webhooks::deliver(api::WebhookCall call) {
    auto work = [call, ca_file = ca_file_, now = clock_.now(), &stop = stopping_] {
        return make_call(call, ca_file, now, stop);
    };
    auto answer = co_await in_pool(threads_.get(), std::move(work));
    if (!stopping_) { // else it is made again when its lease is over
        co_await write_down(std::move(call), std::move(answer));
    }
    --in_flight_;
    look_at_ = {};
    worker_.wake();
}

awaitable<void> Webhooks::write_down(api::WebhookCall call, api::WebhookAnswer answer) {
    const auto state = co_await sessions_.run(api::webhook_done(call, answer, clock_.now()));
    if (state) {
        say(call, answer, *state);
    } else if (state.error().code != ErrorCode::conflict) {
        log::warning(
            "webhook.not-recorded",
            {{"webhook", call.webhook}, {"call", call.key}, {"error", state.error().text}});
    }
}

} // namespace vorrang
