#include "daemon/sla-watch.hh"

#include "core/api/sla.hh"
#include "core/log.hh"

namespace vorrang {

namespace {

constexpr std::chrono::milliseconds rest{50};
constexpr int batch = 50; // steps of one transaction: short, so that no lock is held for long

} // namespace

SlaWatch::SlaWatch(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out)
    : sessions_(sessions)
    , clock_(clock)
    , carried_out_(std::move(carried_out))
    , worker_(
          sessions.executor(),
          clock,
          "clocks",
          [this] { return step(); },
          [this] { return next_at(); },
          rest) {}

awaitable<Result<bool>> SlaWatch::step() {
    const auto steps = co_await sessions_.run(api::clock_run(batch, clock_.now()));
    if (!steps) {
        co_return pass_on(steps);
    }
    if (*steps > 0) {
        log::debug("clocks.run", {{"steps", *steps}});
        carried_out_();
    }
    co_return *steps == batch;
}

awaitable<Result<std::optional<Instant>>> SlaWatch::next_at() {
    co_return co_await sessions_.run(api::clock_next_at(clock_.now()));
}

} // namespace vorrang
