#pragma once

#include "core/pg/connection.hh"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace vorrang::pg {

/// A bounded, thread-safe set of connections. Connections are made when first needed; whoever finds
/// all of them lent waits up to the limit and then gets `unavailable` (the milter answers 451).
/// The pool must outlive its leases.
class Pool {
  public:
    /// A connection on loan; comes back by itself. An open transaction is rolled back, a broken
    /// connection is closed.
    class Lease {
      public:
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&& other) noexcept = delete;
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        Connection& operator*() { return *connection_; }

        Connection* operator->() { return connection_.get(); }

      private:
        friend class Pool;

        Lease(Pool* pool, std::unique_ptr<Connection> connection)
            : pool_(pool)
            , connection_(std::move(connection)) {}

        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    Pool(ConnectOptions options, int size, std::chrono::milliseconds wait_limit);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool() = default;

    [[nodiscard]] Result<Lease> lend();

    /// Connections lent at this moment.
    [[nodiscard]] int lent() const;

  private:
    [[nodiscard]] bool take_slot();
    void free_slot();
    [[nodiscard]] std::unique_ptr<Connection> take_idle();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    const ConnectOptions options_;
    const int size_;
    const std::chrono::milliseconds wait_limit_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_; // the last one given back is the first one lent
    int lent_ = 0;
};

using Lease = Pool::Lease;

} // namespace vorrang::pg
