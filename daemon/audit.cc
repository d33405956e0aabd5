#include "daemon/audit.hh"

#include "core/api/audit.hh"
#include "core/log.hh"

namespace vorrang {

namespace {

constexpr std::chrono::seconds every{30};
constexpr int batch = 5000;

} // namespace

Audit::Audit(PgSessions& sessions, const Clock& clock)
    : sessions_(sessions)
    , clock_(clock)
    , worker_(sessions.executor(), clock, "audit", [this] { return step(); }) {}

awaitable<Result<bool>> Audit::step() {
    const auto now = clock_.now();
    if (now < next_) {
        co_return false;
    }
    const auto events = co_await sessions_.run(api::audit_link(batch, now));
    if (!events) {
        co_return pass_on(events);
    }
    if (*events > 0) {
        log::debug("audit.linked", {{"events", *events}});
    }
    const bool more = *events == batch;
    next_ = more ? now : now + every;
    co_return more;
}

} // namespace vorrang
