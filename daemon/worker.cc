#include "daemon/worker.hh"

#include "core/log.hh"
#include "daemon/spawn.hh"

#include <algorithm>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

constexpr auto first_backoff = 50ms;
constexpr auto longest_backoff = 2000ms;
// The sessions have a back-off of their own; here it is only asked whether the database is back.
constexpr auto away_backoff = 250ms;
// Due but not to be had: another vorrangd works on it. Look again soon, but not in a tight loop.
constexpr std::chrono::microseconds shortest_sleep = 20ms;

} // namespace

Worker::Worker(asio::any_io_executor executor,
               const Clock& clock,
               std::string name,
               Step step,
               NextAt next_at,
               std::chrono::milliseconds rest)
    : executor_(executor)
    , clock_(clock)
    , name_(std::move(name))
    , step_(std::move(step))
    , next_at_(std::move(next_at))
    , signal_(std::move(executor))
    , rest_(rest) {}

void Worker::start() {
    running_ = true;
    spawn(executor_, name_, loop());
}

void Worker::stop() {
    stopping_ = true;
    signal_.raise();
}

awaitable<void> Worker::loop() {
    while (!stopping_) {
        Result<bool> more = co_await step_();
        co_await after(std::move(more));
    }
    running_ = false;
}

awaitable<void> Worker::after(Result<bool> more) {
    if (!more) {
        // The database's absence is logged once, by the sessions; everything else is news.
        const bool away = more.error().code == ErrorCode::unavailable;
        if (!away) {
            log::error(
                "worker.failed",
                {{"worker", name_}, {"error", more.error().text}, {"hint", more.error().hint}});
        }
        backoff_ = std::clamp<std::chrono::milliseconds>(
            backoff_ * 2, first_backoff, away ? away_backoff : longest_backoff);
        co_await signal_.wait(backoff_);
        co_return;
    }
    backoff_ = 0ms;
    if (!*more && !stopping_) {
        const auto rested = std::chrono::steady_clock::now() + rest_;
        const auto time = co_await time_to_sleep();
        co_await signal_.wait(time);
        co_await pause_for(std::chrono::ceil<std::chrono::milliseconds>(
            rested - std::chrono::steady_clock::now()));
    }
}

awaitable<std::chrono::microseconds> Worker::time_to_sleep() {
    std::chrono::microseconds time = worker_poll;
    if (next_at_) {
        const auto next = co_await next_at_();
        if (next && *next) {
            time = std::clamp<std::chrono::microseconds>(
                **next - clock_.now(), shortest_sleep, worker_poll);
        }
    }
    co_return time;
}

} // namespace vorrang
