#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/signal.hh"

#include <cstdint>
#include <list>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace vorrang::desk {

/// Who is told that a folder changed. 0: it is gone, or he may not see it any more.
class Watcher {
  public:
    Watcher() = default;
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    Watcher(Watcher&&) = delete;
    Watcher& operator=(Watcher&&) = delete;
    virtual ~Watcher() = default;
    virtual void changed(const std::string& folder, std::int64_t highestmodseq) = 0;
};

/// Who watches which folder. A notification of the database (`17`, or `17 3` when only agent 3's
/// flags changed) makes one query for all who watch that folder, then each is told who has
/// something to see. After a lost connection every folder is looked at.
class Watchers {
  public:
    Watchers(PgSessions& sessions, const Clock& clock);

    void start();

    /// `since`: what this watcher knows; he is told at once if there is more.
    void watch(Watcher& watcher,
               std::int64_t agent,
               std::int64_t folder,
               std::string name,
               std::int64_t since);
    void unwatch(const Watcher& watcher, const std::string& name);
    void unwatch(const Watcher& watcher);

    /// A notification's payload.
    void heard(const std::string& payload);
    /// Anything may have happened.
    void missed();

    /// The folders that somebody watches.
    [[nodiscard]] std::vector<std::int64_t> folders() const;

  private:
    struct Watch {
        Watcher* watcher;
        std::int64_t agent;
        std::string name;
        std::int64_t told;
    };

    awaitable<void> loop();
    awaitable<bool> look(std::int64_t folder);
    void tell(std::int64_t folder, const std::map<std::int64_t, std::int64_t>& highest);

    PgSessions& sessions_;
    const Clock& clock_;
    Signal signal_;
    std::map<std::int64_t, std::list<Watch>> watches_;
    std::set<std::int64_t> dirty_;
};

} // namespace vorrang::desk
