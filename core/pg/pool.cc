#include "core/pg/pool.hh"

#include <fmt/format.h>

#include <utility>

namespace vorrang::pg {

Pool::Lease::~Lease() {
    if (connection_) {
        pool_->give_back(std::move(connection_));
    }
}

Pool::Pool(ConnectOptions options, int size, std::chrono::milliseconds wait_limit)
    : options_(std::move(options))
    , size_(size)
    , wait_limit_(wait_limit) {
    idle_.reserve(static_cast<std::size_t>(size));
}

Result<Lease> Pool::lend() {
    if (!take_slot()) {
        return fail(ErrorCode::unavailable,
                    fmt::format("all {} database connections are in use", size_),
                    "raise the `connections` setting, or see what keeps the database busy");
    }
    // Stale ones are dropped here, outside the lock, so that a restart of the server costs nobody a
    // failed call.
    for (auto idle = take_idle(); idle; idle = take_idle()) {
        if (!idle->stale()) {
            return Lease(this, std::move(idle));
        }
    }
    auto fresh = Connection::open(options_);
    if (!fresh) {
        free_slot();
        return pass_on(fresh);
    }
    return Lease(this, std::make_unique<Connection>(std::move(*fresh)));
}

int Pool::lent() const {
    const std::lock_guard lock(mutex_);
    return lent_;
}

bool Pool::take_slot() {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, wait_limit_, [this] { return lent_ < size_; })) {
        return false;
    }
    ++lent_;
    return true;
}

void Pool::free_slot() {
    {
        const std::lock_guard lock(mutex_);
        --lent_;
    }
    freed_.notify_one();
}

std::unique_ptr<Connection> Pool::take_idle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) {
        return nullptr;
    }
    auto taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
    try {
        if (!connection->broken() && connection->in_transaction()) {
            (void)connection->rollback();
        }
        if (!connection->broken() && !connection->in_transaction()) {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
    } catch (...) { // out of memory while rolling back: drop the connection, never the slot
        connection.reset();
    }
    connection.reset();
    free_slot();
}

} // namespace vorrang::pg
