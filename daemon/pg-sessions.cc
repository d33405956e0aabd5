#include "daemon/pg-sessions.hh"

#include "core/log.hh"

#include <algorithm>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

constexpr auto first_backoff = 50ms;
constexpr auto longest_backoff = 2000ms;
constexpr auto longest_wait = 5s; // for a session that others hold

} // namespace

/// One's place in the queue for a session. A wait that is cancelled leaves the queue, and passes on
/// the turn if it had just come.
class PgSessions::Turn {
  public:
    explicit Turn(PgSessions& owner)
        : owner_(owner)
        , signal_(owner.executor_) {
        owner_.waiting_.push_back(this);
    }

    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn(Turn&&) = delete;
    Turn& operator=(Turn&&) = delete;

    ~Turn() {
        std::erase(owner_.waiting_, this);
        if (came_ && !taken_) {
            owner_.free_slot();
        }
    }

    void come() {
        came_ = true;
        signal_.raise();
    }

    awaitable<bool> wait() {
        co_await signal_.wait(longest_wait);
        co_return taken_ = came_;
    }

  private:
    PgSessions& owner_;
    Signal signal_;
    bool came_ = false;
    bool taken_ = false;
};

/// A place in the set that is ours until we say we keep it.
class PgSessions::Slot {
  public:
    explicit Slot(PgSessions& owner)
        : owner_(&owner) {}

    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot(Slot&&) = delete;
    Slot& operator=(Slot&&) = delete;

    ~Slot() {
        if (owner_ != nullptr) {
            owner_->free_slot();
        }
    }

    void keep() { owner_ = nullptr; }

  private:
    PgSessions* owner_;
};

PgSessions::Lease::Lease(PgSessions& owner, std::unique_ptr<PgSession> session)
    : owner_(&owner)
    , session_(std::move(session)) {}

PgSessions::Lease::Lease(Lease&& other) noexcept
    : owner_(other.owner_)
    , session_(std::move(other.session_)) {}

PgSessions::Lease::~Lease() {
    if (session_) {
        owner_->give_back(std::move(session_));
    }
}

PgSessions::PgSessions(asio::any_io_executor executor, pg::ConnectOptions options, int limit)
    : executor_(std::move(executor))
    , options_(std::move(options))
    , free_(limit) {}

awaitable<Result<PgSessions::Lease>> PgSessions::lend() {
    if (const auto waited = co_await wait_for_slot(); !waited) {
        co_return pass_on(waited);
    }
    Slot slot(*this);
    std::unique_ptr<PgSession> session;
    while (!idle_.empty() && !session) {
        session = std::move(idle_.back());
        idle_.pop_back();
        if (session->stale()) {
            session.reset();
        }
    }
    if (!session) {
        session = std::make_unique<PgSession>(executor_, options_);
        if (const auto connected = co_await make_ready(*session); !connected) {
            co_return pass_on(connected);
        }
    }
    slot.keep();
    co_return Lease(*this, std::move(session));
}

awaitable<Result<void>> PgSessions::wait_for_slot() {
    if (free_ > 0 && waiting_.empty()) {
        --free_;
        co_return Result<void>{};
    }
    Turn turn(*this);
    if (!co_await turn.wait()) {
        co_return fail(ErrorCode::unavailable,
                       "all database sessions are busy",
                       "Raise [daemon] connections if this comes often.");
    }
    co_return Result<void>{};
}

awaitable<Result<void>> PgSessions::make_ready(PgSession& session) {
    if (std::chrono::steady_clock::now() < retry_at_) {
        co_return tl::unexpected<Error>(away_);
    }
    const auto connected = co_await session.connect();
    if (connected) {
        if (backoff_ > 0ms) {
            log::info("database.back");
            backoff_ = 0ms;
        }
        co_return connected;
    }
    if (backoff_ == 0ms) { // once per outage, not once per attempt
        log::error("database.away",
                   {{"error", connected.error().text}, {"hint", connected.error().hint}});
    }
    backoff_ = std::clamp<std::chrono::milliseconds>(backoff_ * 2, first_backoff, longest_backoff);
    retry_at_ = std::chrono::steady_clock::now() + backoff_;
    away_ = connected.error();
    co_return connected;
}

void PgSessions::give_back(std::unique_ptr<PgSession> session) {
    if (session->idle()) {
        idle_.push_back(std::move(session));
    }
    free_slot();
}

void PgSessions::free_slot() {
    if (waiting_.empty()) {
        ++free_;
        return;
    }
    Turn* const next = waiting_.front();
    waiting_.pop_front();
    next->come();
}

} // namespace vorrang
