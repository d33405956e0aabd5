#pragma once

#include "daemon/asio.hh"

#include <chrono>

namespace vorrang {

/// An event one coroutine waits for and others raise. A raise between two waits is not lost: the
/// next wait returns at once. One thread only.
class Signal {
  public:
    explicit Signal(const asio::any_io_executor& executor)
        : timer_(executor) {}

    void raise() {
        raised_ = true;
        timer_.cancel();
    }

    /// Waits for a raise, at most `limit`. True when raised.
    awaitable<bool> wait(std::chrono::steady_clock::duration limit) {
        if (!raised_) {
            timer_.expires_after(limit);
            co_await timer_.async_wait(as_values);
        }
        co_return std::exchange(raised_, false);
    }

  private:
    asio::steady_timer timer_;
    bool raised_ = false;
};

} // namespace vorrang
