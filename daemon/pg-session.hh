#pragma once

#include "core/api/call.hh"
#include "core/pg/connection.hh"
#include "daemon/asio.hh"

#include <chrono>
#include <functional>
#include <optional>

namespace vorrang {

/// One asynchronous session with PostgreSQL: libpq without blocking, awaited on the io_context.
/// One statement at a time. A statement that was cancelled or came to no end takes the connection
/// with it: what the server still sends would be taken for the next statement's answer.
class PgSession {
  public:
    PgSession(const asio::any_io_executor& executor, pg::ConnectOptions options);
    PgSession(const PgSession&) = delete;
    PgSession& operator=(const PgSession&) = delete;
    PgSession(PgSession&&) = delete;
    PgSession& operator=(PgSession&&) = delete;
    ~PgSession();

    awaitable<Result<void>> connect();

    /// Runs one statement. The server cancels it after statement_timeout; a little later we give up
    /// ourselves.
    awaitable<Result<pg::Rows>> exec(const char* sql, pg::Params params, bool binary = false);

    /// Runs a call and reads what came back.
    template <typename T> awaitable<Result<T>> run(api::Call<T> call) {
        auto rows = co_await exec(call.sql, call.params, call.binary);
        if (!rows) {
            co_return pass_on(rows);
        }
        co_return api::read(call, *rows);
    }

    /// Takes one row, as a result of one row; true: `pause` before the next.
    using OnRow = std::function<bool(const pg::Rows& row)>;
    /// Lets the receiver catch up; false: nobody wants the rest.
    using Pause = std::function<awaitable<bool>()>;

    /// Runs one statement and hands its rows over one by one: memory stays flat however many come.
    awaitable<Result<void>>
    stream(const char* sql, pg::Params params, bool binary, OnRow on_row, Pause pause);

    /// The same for a call that is read row by row: `each(row)` returns true to pause.
    template <typename T, typename Each>
    awaitable<Result<void>> each(api::Call<T> call, Each each, Pause pause) {
        std::optional<Error> unread;
        const OnRow on_row = [&](const pg::Rows& row) {
            const auto read = api::read(call, row);
            if (!read) {
                unread = unread ? unread : read.error();
                return false;
            }
            return each(*read);
        };
        auto streamed =
            co_await stream(call.sql, call.params, call.binary, on_row, std::move(pause));
        if (streamed && unread) {
            co_return tl::unexpected<Error>(*unread);
        }
        co_return streamed;
    }

    /// begin, commit: several calls as one. A session given back inside a transaction is dropped,
    /// and with it the transaction.
    awaitable<Result<void>> begin();
    awaitable<Result<void>> commit();

    /// Waits for the next NOTIFY of a channel LISTENed to.
    awaitable<Result<pg::Notification>> notification();

    [[nodiscard]] bool connected() const;

    /// Connected and in no transaction: of use to somebody else.
    [[nodiscard]] bool idle() const;

    /// Looks, without waiting, whether the server has closed this idle connection.
    [[nodiscard]] bool stale();

    void drop();

  private:
    using Deadline = std::chrono::steady_clock::time_point;
    enum class Want { read, write, both };

    class InUse;

    [[nodiscard]] bool watch_socket();
    awaitable<bool> ready(Want want, Deadline deadline);
    awaitable<Result<void>> connect_from(int first);
    awaitable<Result<void>> finish_connecting(Deadline deadline);
    awaitable<Result<void>> until_answered(Deadline deadline);
    awaitable<Result<pg::Rows>> collect(Deadline deadline);
    awaitable<Result<void>> hand_over(OnRow on_row, Pause pause);
    [[nodiscard]] Deadline statement_deadline() const;
    [[nodiscard]] std::optional<Error> failure_of(const PGresult* result, bool& session_ends) const;
    [[nodiscard]] bool send(const char* sql, const pg::Params& params, bool binary);
    [[nodiscard]] tl::unexpected<Error> lost(const char* doing);

    pg::ConnectOptions options_;
    unique_handle<PGconn, PQfinish> connection_;
    asio::posix::stream_descriptor descriptor_;
    bool silent_ = false; // the last attempt to connect ended because a host did not answer
};

} // namespace vorrang
