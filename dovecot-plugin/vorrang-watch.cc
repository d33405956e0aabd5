#include "dovecot-plugin/vorrang-watch.hh"

#include "dovecot-plugin/vorrang-wire.hh"

#include <algorithm>
#include <chrono>

namespace vorrang {

namespace {

/// These lines are short: a peer that cannot take them at once is no peer.
constexpr std::chrono::milliseconds send_timeout{200};

} // namespace

bool Watch::send(const std::string& verb, const std::vector<std::string>& arguments) {
    return socket_.is_open() && socket_.send(wire::line(verb, arguments), send_timeout);
}

bool Watch::reconnect() {
    socket_.close();
    if (!socket_.connect(socket_path_, send_timeout)) {
        return false;
    }
    bool good = send("VERSION", {"vorrang-imap", "1", "0"}) && send("LOGIN", {login_});
    for (const auto& [folder, since] : folders_) {
        good = good && send("WATCH", {folder, std::to_string(since)});
    }
    return good;
}

void Watch::watch(const std::string& folder, std::uint64_t since) {
    folders_[folder] = since;
    if (!socket_.is_open()) {
        reconnect();
    } else {
        send("WATCH", {folder, std::to_string(since)});
    }
}

void Watch::unwatch(const std::string& folder) {
    if (folders_.erase(folder) != 0) {
        send("UNWATCH", {folder});
    }
}

std::vector<Watch::Change> Watch::take_changes() {
    std::vector<Change> changes;
    const bool alive = socket_.receive_available();
    while (const auto line = alive ? socket_.buffered_line() : std::nullopt) {
        const auto fields = wire::split(*line);
        if (fields.size() >= 3 && fields[0] == "CHANGED") {
            const auto folder = wire::unescape(fields[1]);
            const auto modseq = wire::number(fields[2]).value_or(0);
            if (const auto known = folders_.find(folder); known != folders_.end()) {
                known->second = std::max(known->second, modseq);
                changes.push_back({folder, modseq});
            }
        } else if (fields[0] == "NO" || fields[0] == "BAD") {
            socket_.close(); // the glue tries again later
            return changes;
        }
    }
    return changes;
}

} // namespace vorrang
