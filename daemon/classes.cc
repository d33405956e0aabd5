#include "daemon/classes.hh"

#include "core/api/classes.hh"
#include "core/log.hh"

namespace vorrang {

namespace {

constexpr std::chrono::minutes every{15};

} // namespace

Classes::Classes(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out)
    : sessions_(sessions)
    , clock_(clock)
    , carried_out_(std::move(carried_out))
    , worker_(sessions.executor(), clock, "classes", [this] { return step(); }) {}

awaitable<Result<bool>> Classes::step() {
    const auto now = clock_.now();
    if (now < next_) {
        co_return false;
    }
    const auto changed = co_await sessions_.run(api::classes_keep(now));
    if (!changed) {
        co_return pass_on(changed);
    }
    if (*changed > 0) {
        log::info("classes.changed", {{"customers", *changed}});
        carried_out_();
    }
    next_ = now + every;
    co_return false;
}

} // namespace vorrang
