#include "daemon/calendars.hh"

#include "core/api/calendars.hh"
#include "core/log.hh"
#include "daemon/calendar/rules-json.hh"

namespace vorrang {

namespace {

using std::chrono::days;

constexpr std::chrono::minutes after_midnight{10}; // UTC: a new month is there for sure

} // namespace

Calendars::Calendars(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out)
    : sessions_(sessions)
    , clock_(clock)
    , carried_out_(std::move(carried_out))
    , worker_(sessions.executor(), clock, "calendars", [this] { return step(); }) {}

awaitable<Result<bool>> Calendars::step() {
    const auto now = clock_.now();
    if (now < next_) {
        co_return false;
    }
    if (calendar::zones_replaced()) {
        log::warning("calendars.zones-replaced", {{"hint", "restart vorrangd"}});
    }
    const auto all = co_await sessions_.run(api::calendar_rules(now));
    if (!all) {
        co_return pass_on(all);
    }
    for (const auto& rules : *all) {
        if (auto kept = co_await keep(rules.as_object()); !kept) {
            co_return pass_on(kept);
        }
    }
    next_ = std::chrono::floor<days>(now) + days{1} + after_midnight;
    co_return false;
}

awaitable<Result<void>> Calendars::keep(const boost::json::object& rules) {
    const std::string key(rules.at("key").as_string());
    const auto intervals = calendar::intervals_of(rules, clock_.now());
    if (!intervals) {
        // A zone that tzdata does not know any more; the expansion that is there goes on.
        log::error("calendars.failed", {{"calendar", key}, {"error", intervals.error().text}});
        co_return Result<void>{};
    }
    const auto tickets = co_await sessions_.run(api::calendar_keep(key, *intervals, clock_.now()));
    if (!tickets) {
        co_return pass_on(tickets);
    }
    if (*tickets > 0) {
        log::info("calendars.changed", {{"calendar", key}, {"tickets", *tickets}});
        carried_out_();
    }
    co_return Result<void>{};
}

} // namespace vorrang
