#pragma once

#include "daemon/signal.hh"

#include <chrono>
#include <utility>

namespace vorrang::desk {

/// One at a time: who writes to a connection, an answer or an unasked line. One thread only.
class Turnstile {
  public:
    class Pass {
      public:
        explicit Pass(Turnstile& owner)
            : owner_(&owner) {
            owner.taken_ = true;
        }

        Pass(Pass&& other) noexcept
            : owner_(std::exchange(other.owner_, nullptr)) {}

        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;
        Pass& operator=(Pass&&) = delete;

        ~Pass() {
            if (owner_ != nullptr) {
                owner_->taken_ = false;
                owner_->freed_.raise();
            }
        }

      private:
        Turnstile* owner_;
    };

    explicit Turnstile(asio::any_io_executor executor)
        : freed_(std::move(executor)) {}

    /// For two contenders: the one who waits is the next.
    awaitable<Pass> enter() {
        while (taken_) {
            co_await freed_.wait(std::chrono::hours(1));
        }
        co_return Pass(*this);
    }

  private:
    Signal freed_;
    bool taken_ = false;
};

} // namespace vorrang::desk
