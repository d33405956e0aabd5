#include "daemon/pg-listener.hh"

#include "daemon/spawn.hh"

#include <algorithm>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_backoff = 50ms;
constexpr std::chrono::milliseconds longest_backoff = 2000ms;

} // namespace

PgListener::PgListener(asio::any_io_executor executor,
                       pg::ConnectOptions options,
                       std::string channel,
                       Heard heard,
                       Missed missed)
    : executor_(executor)
    , sql_("listen " + channel)
    , heard_(std::move(heard))
    , missed_(std::move(missed))
    , session_(std::move(executor), std::move(options)) {}

void PgListener::start() {
    spawn(executor_, "listener", loop());
}

awaitable<void> PgListener::loop() {
    auto backoff = first_backoff;
    for (;;) {
        if (const auto listening = co_await listen(); !listening) {
            co_await pause_for(backoff);
            backoff = std::min(backoff * 2, longest_backoff);
            continue;
        }
        backoff = first_backoff;
        missed_();
        for (auto note = co_await session_.notification(); note;
             note = co_await session_.notification()) {
            heard_(note->payload);
        }
    }
}

awaitable<Result<void>> PgListener::listen() {
    if (auto connected = co_await session_.connect(); !connected) {
        co_return connected;
    }
    const auto done = co_await session_.exec(sql_.c_str(), {});
    co_return done ? Result<void>{} : pass_on(done);
}

} // namespace vorrang
