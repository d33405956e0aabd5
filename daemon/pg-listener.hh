#pragma once

#include "daemon/pg-session.hh"

#include <functional>
#include <string>

namespace vorrang {

/// A session of its own that LISTENs to one channel and comes back by itself.
class PgListener {
  public:
    using Heard = std::function<void(const std::string& payload)>;
    /// Called whenever listening begins: what was said before, nobody heard.
    using Missed = std::function<void()>;

    PgListener(asio::any_io_executor executor,
               pg::ConnectOptions options,
               std::string channel,
               Heard heard,
               Missed missed);

    void start();

  private:
    awaitable<void> loop();
    awaitable<Result<void>> listen();

    asio::any_io_executor executor_;
    std::string sql_;
    Heard heard_;
    Missed missed_;
    PgSession session_;
};

} // namespace vorrang
