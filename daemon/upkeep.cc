#include "daemon/upkeep.hh"

#include "core/api/audit.hh"
#include "core/api/classes.hh"
#include "core/api/contingents.hh"
#include "core/api/sla.hh"
#include "core/api/webhooks.hh"
#include "core/log.hh"
#include "daemon/spawn.hh"

namespace vorrang {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// In one transaction: short, so that no lock is held for long.
constexpr int links_events = 5000; // of the history
constexpr int recomputes_tickets = 100;

awaitable<Result<bool>> link_history(PgSessions& sessions, Instant now) {
    const auto events = co_await sessions.run(api::audit_link(links_events, now));
    if (!events) {
        co_return pass_on(events);
    }
    if (*events > 0) {
        log::debug("audit.linked", {{"events", *events}});
    }
    co_return *events == links_events;
}

/// There may be a hundred thousand: between two batches mail and clocks have the machine for a
/// quarter of what a batch takes, and nobody is woken for their rows, which are looked for anyhow.
awaitable<Result<bool>> recompute(PgSessions& sessions, Instant now) {
    const auto begun = std::chrono::steady_clock::now();
    const auto tickets = co_await sessions.run(api::recomputes_run(recomputes_tickets, now));
    if (!tickets) {
        co_return pass_on(tickets);
    }
    if (*tickets > 0) {
        const auto taken = std::chrono::steady_clock::now() - begun;
        co_await pause_for(std::chrono::duration_cast<std::chrono::milliseconds>(taken / 4));
    }
    co_return *tickets == recomputes_tickets;
}

awaitable<Result<bool>>
keep_classes(PgSessions& sessions, std::function<void()> carried_out, Instant now) {
    const auto changed = co_await sessions.run(api::classes_keep(now));
    if (!changed) {
        co_return pass_on(changed);
    }
    if (*changed > 0) {
        log::info("classes.changed", {{"customers", *changed}});
        carried_out();
    }
    co_return false;
}

awaitable<Result<bool>> keep_contingents(PgSessions& sessions, Instant now) {
    const auto expired = co_await sessions.run(api::contingents_keep(now));
    if (!expired) {
        co_return pass_on(expired);
    }
    if (*expired > 0) {
        log::info("contingents.expired", {{"periods", *expired}});
    }
    co_return false;
}

awaitable<Result<bool>> forget_webhook_calls(PgSessions& sessions, Instant now) {
    const auto forgotten = co_await sessions.run(api::webhooks_keep(now));
    if (!forgotten) {
        co_return pass_on(forgotten);
    }
    co_return false;
}

} // namespace

std::vector<std::unique_ptr<Repeated>>
upkeep(PgSessions& sessions, const Clock& clock, const std::function<void()>& carried_out) {
    std::vector<std::unique_ptr<Repeated>> all;
    const auto add = [&](const char* name, seconds every, Repeated::Task task) {
        all.push_back(
            std::make_unique<Repeated>(sessions.executor(), clock, name, every, std::move(task)));
    };
    add("audit", seconds(30), [&sessions](Instant now) { return link_history(sessions, now); });
    add("recomputes", seconds(1), [&sessions](Instant now) { return recompute(sessions, now); });
    add("classes", minutes(15), [&sessions, carried_out](Instant now) {
        return keep_classes(sessions, carried_out, now);
    });
    add("contingents", minutes(15), [&sessions](Instant now) {
        return keep_contingents(sessions, now);
    });
    add("webhook-calls", minutes(60), [&sessions](Instant now) {
        return forget_webhook_calls(sessions, now);
    });
    return all;
}

} // namespace vorrang
