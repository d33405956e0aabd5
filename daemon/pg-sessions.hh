#pragma once

#include "core/api/call.hh"
#include "daemon/pg-session.hh"
#include "daemon/signal.hh"

#include <deque>
#include <memory>
#include <vector>

namespace vorrang {

/// A bounded set of asynchronous sessions, lent one statement long. While the database is away
/// every request fails at once; it is tried again after a pause of at most two seconds, so that we
/// serve again soon after it is back. One thread only; outlives its leases.
class PgSessions {
  public:
    class Lease {
      public:
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        PgSession* operator->() { return session_.get(); }

        PgSession& operator*() { return *session_; }

      private:
        friend class PgSessions;
        Lease(PgSessions& owner, std::unique_ptr<PgSession> session);

        PgSessions* owner_;
        std::unique_ptr<PgSession> session_;
    };

    PgSessions(asio::any_io_executor executor, pg::ConnectOptions options, int limit);

    awaitable<Result<Lease>> lend();

    /// Lends a session, runs the call on it, reads what came back.
    template <typename T> awaitable<Result<T>> run(api::Call<T> call) {
        auto session = co_await lend();
        if (!session) {
            co_return pass_on(session);
        }
        co_return co_await (*session)->run(std::move(call));
    }

    [[nodiscard]] const pg::ConnectOptions& options() const { return options_; }

    [[nodiscard]] const asio::any_io_executor& executor() const { return executor_; }

  private:
    class Slot;
    class Turn;

    awaitable<Result<void>> wait_for_slot();
    awaitable<Result<void>> make_ready(PgSession& session);
    void give_back(std::unique_ptr<PgSession> session);
    void free_slot();

    asio::any_io_executor executor_;
    pg::ConnectOptions options_;
    int free_;
    std::vector<std::unique_ptr<PgSession>> idle_; // the last one given back is lent first
    std::deque<Turn*> waiting_;                    // served in the order they came
    std::chrono::steady_clock::time_point retry_at_{};
    std::chrono::milliseconds backoff_{0};
    Error away_{};
};

} // namespace vorrang
