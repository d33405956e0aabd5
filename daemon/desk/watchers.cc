#include "daemon/desk/watchers.hh"

#include "core/api/mailbox.hh"
#include "daemon/desk/protocol.hh"
#include "daemon/spawn.hh"

#include <algorithm>

namespace vorrang::desk {

namespace {

using namespace std::chrono_literals;

constexpr auto retry_pause = 200ms; // the database is away: look again
constexpr auto idle_pause = 1h;     // nothing to do until somebody says so

} // namespace

Watchers::Watchers(PgSessions& sessions, const Clock& clock)
    : sessions_(sessions)
    , clock_(clock)
    , signal_(sessions.executor()) {}

void Watchers::start() {
    spawn(sessions_.executor(), "watchers", loop());
}

void Watchers::watch(Watcher& watcher,
                     std::int64_t agent,
                     std::int64_t folder,
                     std::string name,
                     std::int64_t since) {
    unwatch(watcher, name);
    watches_[folder].push_back({&watcher, agent, std::move(name), since});
    dirty_.insert(folder);
    signal_.raise();
}

void Watchers::unwatch(const Watcher& watcher, const std::string& name) {
    for (auto& [folder, list] : watches_) {
        list.remove_if(
            [&](const Watch& one) { return one.watcher == &watcher && one.name == name; });
    }
    std::erase_if(watches_, [](const auto& entry) { return entry.second.empty(); });
}

void Watchers::unwatch(const Watcher& watcher) {
    for (auto& [folder, list] : watches_) {
        list.remove_if([&](const Watch& one) { return one.watcher == &watcher; });
    }
    std::erase_if(watches_, [](const auto& entry) { return entry.second.empty(); });
}

void Watchers::heard(const std::string& payload) {
    const auto folder = parse_number(payload.substr(0, payload.find(' ')));
    const auto found = folder ? watches_.find(*folder) : watches_.end();
    if (found == watches_.end()) {
        return;
    }
    if (const auto space = payload.find(' '); space != std::string::npos) {
        const auto agent = parse_number(payload.substr(space + 1));
        const auto& list = found->second;
        if (std::none_of(
                list.begin(), list.end(), [&](const Watch& one) { return agent == one.agent; })) {
            return;
        }
    }
    dirty_.insert(*folder);
    signal_.raise();
}

void Watchers::missed() {
    for (const auto& [folder, list] : watches_) {
        dirty_.insert(folder);
    }
    signal_.raise();
}

std::vector<std::int64_t> Watchers::folders() const {
    std::vector<std::int64_t> out;
    for (const auto& [folder, list] : watches_) {
        out.push_back(folder);
    }
    return out;
}

awaitable<void> Watchers::loop() {
    for (;;) {
        if (dirty_.empty()) {
            co_await signal_.wait(idle_pause);
        }
        for (const auto folder : std::exchange(dirty_, {})) {
            const bool looked = co_await look(folder);
            if (!looked) {
                dirty_.insert(folder);
                co_await pause_for(retry_pause);
            }
        }
    }
}

awaitable<bool> Watchers::look(std::int64_t folder) {
    const auto found = watches_.find(folder);
    if (found == watches_.end()) {
        co_return true;
    }
    std::set<std::int64_t> unique;
    for (const auto& one : found->second) {
        unique.insert(one.agent);
    }
    const std::vector<std::int64_t> agents(unique.begin(), unique.end());
    const auto answer = co_await sessions_.run(api::desk_highest(folder, agents, clock_.now()));
    if (!answer) {
        co_return false;
    }
    std::map<std::int64_t, std::int64_t> highest;
    for (const auto agent : agents) {
        highest[agent] = 0; // not named: no agent any more
    }
    for (const auto& one : *answer) {
        highest[one.agent] = one.highestmodseq;
    }
    tell(folder, highest);
    co_return true;
}

void Watchers::tell(std::int64_t folder, const std::map<std::int64_t, std::int64_t>& highest) {
    const auto found = watches_.find(folder);
    if (found == watches_.end()) {
        return;
    }
    for (auto one = found->second.begin(); one != found->second.end();) {
        const auto now = highest.find(one->agent);
        if (now == highest.end()) { // came while we asked; it is marked for the next look
            ++one;
        } else if (now->second == 0) {
            one->watcher->changed(one->name, 0);
            one = found->second.erase(one);
        } else {
            if (now->second > one->told) {
                one->told = now->second;
                one->watcher->changed(one->name, now->second);
            }
            ++one;
        }
    }
    if (found->second.empty()) {
        watches_.erase(found);
    }
}

} // namespace vorrang::desk
