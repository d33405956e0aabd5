#include "daemon/pg-session.hh"

#include "core/pg/sqlstate.hh"

#include <unistd.h>

#include <optional>

namespace vorrang {

namespace {

using namespace asio::experimental::awaitable_operators;

void ignore_notice(void* /*arg*/, const PGresult* /*notice*/) {}

} // namespace

/// Drops the connection unless the work on it ended in order: also when the coroutine is cancelled.
class PgSession::InUse {
  public:
    explicit InUse(PgSession& session)
        : session_(session) {}

    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;
    InUse(InUse&&) = delete;
    InUse& operator=(InUse&&) = delete;

    ~InUse() {
        if (!ended_) {
            session_.drop();
        }
    }

    void ended() { ended_ = true; }

  private:
    PgSession& session_;
    bool ended_ = false;
};

PgSession::PgSession(const asio::any_io_executor& executor, pg::ConnectOptions options)
    : options_(std::move(options))
    , descriptor_(executor) {}

PgSession::~PgSession() {
    drop();
}

bool PgSession::connected() const {
    return connection_ && PQstatus(connection_.get()) == CONNECTION_OK;
}

bool PgSession::idle() const {
    return connected() && PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
}

void PgSession::drop() {
    boost::system::error_code ignored;
    descriptor_.close(ignored);
    connection_.reset();
}

/// Asio watches a duplicate of libpq's descriptor: libpq closes its own whenever it likes (another
/// host, a lost server), and a number that Asio still watched could then be another file's.
bool PgSession::watch_socket() {
    boost::system::error_code error;
    descriptor_.close(error);
    const int copy = ::dup(PQsocket(connection_.get()));
    if (copy < 0) {
        return false;
    }
    descriptor_.assign(copy, error);
    if (error) {
        ::close(copy);
    }
    return !error;
}

awaitable<bool> PgSession::ready(Want want, Deadline deadline) {
    using Wait = asio::posix::descriptor_base;
    asio::steady_timer timer(descriptor_.get_executor());
    timer.expires_at(deadline);
    if (want == Want::both) {
        const auto done = co_await (descriptor_.async_wait(Wait::wait_read, as_values) ||
                                    descriptor_.async_wait(Wait::wait_write, as_values) ||
                                    timer.async_wait(as_values));
        co_return done.index() != 2;
    }
    const auto direction = want == Want::read ? Wait::wait_read : Wait::wait_write;
    if (deadline == Deadline::max()) {
        const auto [error] = co_await descriptor_.async_wait(direction, as_values);
        co_return !error;
    }
    const auto done =
        co_await (descriptor_.async_wait(direction, as_values) || timer.async_wait(as_values));
    co_return done.index() == 0 && !std::get<0>(std::get<0>(done));
}

/// libpq goes on to the next host when one refuses, but here nobody tells it that one does not
/// answer: then we begin anew with the next.
awaitable<Result<void>> PgSession::connect() {
    const int hosts = pg::host_count(options_.dsn);
    Result<void> connected = co_await connect_from(0);
    for (int first = 1; first < hosts && !connected && silent_; ++first) {
        connected = co_await connect_from(first);
    }
    co_return connected;
}

awaitable<Result<void>> PgSession::connect_from(int first) {
    drop();
    silent_ = false;
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(options_.connect_timeout_s);
    const pg::ConnectParameters parameters(options_, first);
    connection_.reset(PQconnectStartParams(parameters.keywords(), parameters.values(), 1));
    InUse use(*this);
    if (!connection_ || PQstatus(connection_.get()) == CONNECTION_BAD) {
        co_return lost("cannot connect to the database");
    }
    PQsetNoticeReceiver(connection_.get(), ignore_notice, nullptr);
    auto connected = co_await finish_connecting(deadline);
    if (connected) {
        use.ended();
    }
    co_return connected;
}

awaitable<Result<void>> PgSession::finish_connecting(Deadline deadline) {
    auto next = PGRES_POLLING_WRITING;
    while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING) {
        if (!watch_socket()) {
            co_return lost("cannot watch the database connection");
        }
        const auto want = next == PGRES_POLLING_READING ? Want::read : Want::write;
        if (!co_await ready(want, deadline)) {
            silent_ = true;
            co_return fail(ErrorCode::unavailable,
                           "cannot connect to the database: no answer in time",
                           "Check that PostgreSQL runs and that [database] dsn is right.");
        }
        next = PQconnectPoll(connection_.get());
    }
    if (next != PGRES_POLLING_OK || PQsetnonblocking(connection_.get(), 1) != 0 ||
        !watch_socket()) {
        co_return lost("cannot connect to the database");
    }
    co_return Result<void>{};
}

awaitable<Result<pg::Rows>> PgSession::exec(const char* sql, pg::Params params, bool binary) {
    if (params.has_nul()) {
        co_return fail(ErrorCode::data, "a text with a NUL byte cannot be stored");
    }
    if (!connected()) {
        co_return fail(ErrorCode::unavailable, "the database connection is lost");
    }
    InUse use(*this);
    if (!send(sql, params, binary)) {
        co_return lost("the database did not take the statement");
    }
    auto rows = co_await collect(statement_deadline());
    if (connected()) {
        use.ended();
    }
    co_return rows;
}

awaitable<Result<void>> PgSession::begin() {
    const auto begun = co_await exec("begin", {});
    co_return begun ? Result<void>{} : pass_on(begun);
}

awaitable<Result<void>> PgSession::commit() {
    // COMMIT of a failed transaction answers ROLLBACK and no error: that is no success.
    if (connected() && PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) {
        drop();
        co_return fail(ErrorCode::internal, "the transaction had failed and was rolled back");
    }
    const auto done = co_await exec("commit", {});
    co_return done ? Result<void>{} : pass_on(done);
}

bool PgSession::send(const char* sql, const pg::Params& params, bool binary) {
    const auto arrays = params.arrays();
    return PQsendQueryParams(connection_.get(),
                             sql,
                             params.size(),
                             nullptr,
                             arrays.values.data(),
                             arrays.lengths.data(),
                             arrays.formats.data(),
                             binary ? 1 : 0) != 0;
}

awaitable<Result<void>> PgSession::until_answered(Deadline deadline) {
    auto* const connection = connection_.get();
    for (int unsent = PQflush(connection); unsent != 0 || PQisBusy(connection) != 0;
         unsent = PQflush(connection)) {
        if (unsent < 0) {
            co_return lost("the database went away");
        }
        if (!co_await ready(unsent > 0 ? Want::both : Want::read, deadline)) {
            auto late = lost("the database does not answer");
            drop();
            co_return late;
        }
        if (PQconsumeInput(connection) == 0) {
            co_return lost("the database went away");
        }
    }
    co_return Result<void>{};
}

awaitable<Result<pg::Rows>> PgSession::collect(Deadline deadline) {
    std::optional<Error> error;
    pg::Rows last(nullptr);
    bool session_ends = false;
    for (;;) {
        const auto answered = co_await until_answered(deadline);
        if (!answered) {
            co_return pass_on(answered);
        }
        PGresult* const result = PQgetResult(connection_.get());
        if (result == nullptr) {
            break;
        }
        last = pg::Rows(result);
        if (auto failure = failure_of(result, session_ends); failure && !error) {
            error = std::move(failure);
        }
    }
    if (session_ends) {
        drop();
    }
    if (error) {
        co_return tl::unexpected<Error>(*error);
    }
    co_return last;
}

PgSession::Deadline PgSession::statement_deadline() const {
    // The server's own timeout comes first and leaves the connection usable.
    return std::chrono::steady_clock::now() +
           std::chrono::milliseconds(options_.statement_timeout_ms + 3000);
}

std::optional<Error> PgSession::failure_of(const PGresult* result, bool& session_ends) const {
    const auto status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE) {
        return std::nullopt;
    }
    const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    session_ends = session_ends || state == nullptr || pg::ends_session(state);
    return pg::to_error(result);
}

awaitable<Result<void>>
PgSession::stream(const char* sql, pg::Params params, bool binary, OnRow on_row, Pause pause) {
    if (params.has_nul()) {
        co_return fail(ErrorCode::data, "a text with a NUL byte cannot be stored");
    }
    if (!connected()) {
        co_return fail(ErrorCode::unavailable, "the database connection is lost");
    }
    InUse use(*this);
    if (!send(sql, params, binary) || PQsetSingleRowMode(connection_.get()) == 0) {
        co_return lost("the database did not take the statement");
    }
    auto handed_over = co_await hand_over(std::move(on_row), std::move(pause));
    if (connected() && PQtransactionStatus(connection_.get()) != PQTRANS_ACTIVE) {
        use.ended();
    }
    co_return handed_over;
}

awaitable<Result<void>> PgSession::hand_over(OnRow on_row, Pause pause) {
    std::optional<Error> error;
    bool session_ends = false;
    for (;;) {
        const auto answered = co_await until_answered(statement_deadline());
        if (!answered) {
            co_return pass_on(answered);
        }
        PGresult* const result = PQgetResult(connection_.get());
        if (result == nullptr) {
            break;
        }
        const pg::Rows row(result);
        if (auto failure = failure_of(result, session_ends); failure && !error) {
            error = std::move(failure);
        }
        if (PQresultStatus(result) == PGRES_SINGLE_TUPLE && on_row(row)) {
            const bool wanted = co_await pause();
            if (!wanted) {
                drop();
                co_return fail(ErrorCode::unavailable, "the client is gone");
            }
        }
    }
    if (session_ends) {
        drop();
    }
    if (error) {
        co_return tl::unexpected<Error>(*error);
    }
    co_return Result<void>{};
}

awaitable<Result<pg::Notification>> PgSession::notification() {
    while (connected()) {
        if (auto* const note = PQnotifies(connection_.get()); note != nullptr) {
            pg::Notification out{note->relname, note->extra};
            PQfreemem(note);
            co_return out;
        }
        if (!co_await ready(Want::read, Deadline::max()) ||
            PQconsumeInput(connection_.get()) == 0) {
            break;
        }
    }
    auto gone = lost("the database went away");
    drop();
    co_return gone;
}

bool PgSession::stale() {
    return !connected() || PQconsumeInput(connection_.get()) == 0 || !connected();
}

tl::unexpected<Error> PgSession::lost(const char* doing) {
    return tl::unexpected<Error>(pg::connection_error(connection_.get(), doing));
}

} // namespace vorrang
