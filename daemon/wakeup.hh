#pragma once

#include "core/result.hh"
#include "daemon/asio.hh"

#include <functional>
#include <string>
#include <vector>

namespace vorrang {

/// Where the milter says "there is work": a UNIX datagram socket. What a datagram holds does not
/// matter; many that came together wake once. Best effort: the workers also look by themselves.
class Wakeup {
  public:
    using Wake = std::function<void()>;

    explicit Wakeup(const asio::any_io_executor& executor)
        : socket_(executor) {}

    /// To be told of each wake-up. Before open().
    void subscribe(Wake wake) { subscribers_.push_back(std::move(wake)); }

    Result<void> open(const std::string& path, const std::string& group);

    /// Wakes everybody, as a datagram does.
    void wake_all();

    void close();

  private:
    awaitable<void> receive();

    asio::local::datagram_protocol::socket socket_;
    std::vector<Wake> subscribers_;
    std::string path_;
};

} // namespace vorrang
