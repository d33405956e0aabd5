#include "daemon/desk/projector.hh"

#include "core/api/mailbox.hh"

namespace vorrang::desk {

namespace {

using namespace std::chrono_literals;

constexpr int batch = 100; // changes of one transaction: about 50 ms
constexpr auto old_rows_go_after = 21ms;
constexpr auto tidy_every = 10min;
constexpr auto rest = 15ms;

} // namespace

Projector::Projector(PgSessions& sessions, const Clock& clock)
    : sessions_(sessions)
    , clock_(clock)
    , worker_(
          sessions.executor(),
          clock,
          "folders",
          [this] { return step(); },
          [this]() -> awaitable<Result<std::optional<Instant>>> {
              std::optional<Instant> next;
              if (follow_up_) {
                  next = clock_.now() + old_rows_go_after;
              }
              co_return next;
          },
          rest) {}

awaitable<Result<bool>> Projector::step() {
    const auto taken = co_await sessions_.run(api::desk_project(batch, clock_.now()));
    if (!taken) {
        co_return pass_on(taken);
    }
    follow_up_ = *taken > 0;
    if (const auto tidied = co_await tidy_sometimes(); !tidied) {
        co_return pass_on(tidied);
    }
    co_return *taken == batch;
}

awaitable<Result<void>> Projector::tidy_sometimes() {
    const auto now = clock_.now();
    if (now - tidied_ < tidy_every) {
        co_return Result<void>{};
    }
    tidied_ = now;
    const auto done = co_await sessions_.run(api::desk_tidy(now));
    if (!done) {
        co_return pass_on(done);
    }
    co_return Result<void>{};
}

} // namespace vorrang::desk
