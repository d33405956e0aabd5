#pragma once

#include "core/result.hh"
#include "daemon/asio.hh"
#include "daemon/desk/desk.hh"
#include "daemon/desk/session.hh"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace vorrang::desk {

/// The socket of the Dovecot plugin: one Session a connection.
class Server {
  public:
    explicit Server(Desk& desk);

    Result<void> open(const std::string& path, const std::string& group);

    /// No new connections; those that are there end after their request in progress.
    void close();

    /// Some session is in the middle of a request.
    [[nodiscard]] bool busy() const;

    /// Internal ids of all folders that some session has open or watches.
    [[nodiscard]] std::vector<std::int64_t> folders_in_use() const;

  private:
    awaitable<void> accept();
    awaitable<void> serve(Socket socket);
    awaitable<void> keep_open();

    Desk& desk_;
    asio::local::stream_protocol::acceptor acceptor_;
    std::set<Session*> sessions_;
    std::string path_;
};

} // namespace vorrang::desk
