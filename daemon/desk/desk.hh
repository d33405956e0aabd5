#pragma once

#include "core/clock.hh"
#include "daemon/covers.hh"
#include "daemon/desk/answer.hh"
#include "daemon/desk/watchers.hh"
#include "daemon/pg-sessions.hh"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace vorrang::desk {

/// What all sessions share.
struct Desk {
    PgSessions& sessions;
    const Clock& clock;
    Watchers& watchers;
    Covers& covers;
    asio::thread_pool& pool;     ///< for what would hold the others up
    std::string hostname;        ///< names Message-IDs where a mail has none
    std::function<void()> acted; ///< tickets may have changed: others' folders want projecting
};

/// What one session knows of its agent.
struct Seat {
    std::int64_t agent = 0; ///< 0: the login is no agent
    std::string key{};
    std::map<std::string, std::int64_t> open{}; ///< folders by name, with their internal ids
};

/// One request with all that its handler needs. All of it outlives the handling.
struct Exchange {
    Desk* desk;
    Seat* seat;
    Watcher* watcher;
    const Request* request;
    Answer* answer;

    [[nodiscard]] const std::string& argument(std::size_t n) const {
        static const std::string none;
        return n < request->arguments.size() ? request->arguments[n] : none;
    }

    [[nodiscard]] Instant now() const { return desk->clock.now(); }

    [[nodiscard]] std::int64_t agent() const { return seat->agent; }

    void refuse(const Error& error) const { answer->no(request->verb, error); }
};

/// A handler writes its whole answer, end line included.
using Handler = awaitable<void> (*)(Exchange exchange);

} // namespace vorrang::desk
