#pragma once

#include "dovecot-plugin/vorrang-socket.hh"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vorrang {

/// The second connection of docs/protocol.md: tells which folders changed. Never waits for an
/// answer, so that an event loop can own its descriptor.
class Watch {
  public:
    struct Change {
        std::string folder;
        std::uint64_t highest_modseq = 0;
    };

    Watch(std::string socket_path, std::string login)
        : socket_path_(std::move(socket_path))
        , login_(std::move(login)) {}

    /// Watches from that modseq on. A connection that is down is built up first.
    void watch(const std::string& folder, std::uint64_t since);
    void unwatch(const std::string& folder);

    /// What has arrived. Closes the connection when it broke.
    [[nodiscard]] std::vector<Change> take_changes();

    /// Connects and asks again for every folder. False if vorrangd is still away.
    bool reconnect();

    [[nodiscard]] bool is_open() const { return socket_.is_open(); }

    [[nodiscard]] bool is_empty() const { return folders_.empty(); }

    [[nodiscard]] int fd() const { return socket_.fd(); }

    void close() { socket_.close(); }

  private:
    bool send(const std::string& verb, const std::vector<std::string>& arguments);

    std::string socket_path_;
    std::string login_;
    Socket socket_;
    std::map<std::string, std::uint64_t> folders_;
};

} // namespace vorrang
