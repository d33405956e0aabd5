#pragma once

#include "core/handle.hh"
#include "core/pg/params.hh"
#include "core/pg/rows.hh"
#include "core/result.hh"

#include <libpq-fe.h>

#include <chrono>
#include <string>
#include <vector>

namespace vorrang::pg {

/// Where and as whom to connect. The DSN names no user and no password: the user is the program's
/// own role, the password stands in `passfile` (empty: peer authentication or libpq's own default).
struct ConnectOptions {
    std::string dsn;
    std::string user;
    std::string passfile;
    std::string program;
    std::string database{}; ///< another one of the same server; empty: the DSN's
    int connect_timeout_s = 5;
    int statement_timeout_ms = 20000;
    /// So long a transaction may stand idle: then the server ends it, and its locks with it, for
    /// its program was stopped in the middle of it. 0: for ever, as for a person at a terminal.
    int idle_in_transaction_ms = 0;
    /// Hears what a long function says of its progress (RAISE NOTICE); nullptr: nobody does.
    void (*on_notice)(std::string_view text) = nullptr;
};

/// The keyword/value pairs for PQconnectdbParams or PQconnectStartParams (with expand_dbname = 1):
/// session in UTC, ISO dates, UTF-8, statement_timeout, keep-alives. What the DSN says wins, but
/// for these session settings. For the daemon's asynchronous session, which must set the same.
class ConnectParameters {
  public:
    /// `first`: of several hosts of the DSN begin with this one.
    explicit ConnectParameters(const ConnectOptions& options, int first = 0);

    [[nodiscard]] const char* const* keywords() const { return keywords_.data(); }

    [[nodiscard]] const char* const* values() const { return values_.data(); }

  private:
    void add(const char* keyword, const std::string& value);
    void seal();

    // Reserved once, never grown: the pointers in values_ stay good.
    std::vector<std::string> storage_;
    std::vector<const char*> keywords_;
    std::vector<const char*> values_;
};

/// How many hosts the DSN names.
[[nodiscard]] int host_count(const std::string& dsn);

struct Notification {
    std::string channel;
    std::string payload;
};

/// One blocking session with PostgreSQL, used by one thread at a time.
/// Every wait has an end: the server cancels a statement after statement_timeout, and if even that
/// answer does not come (host gone, server stopped) the connection is given up a little later.
class Connection {
  public:
    [[nodiscard]] static Result<Connection> open(const ConnectOptions& options);

    /// Runs one statement and waits. `binary` asks for binary results (bytea without hex).
    [[nodiscard]] Result<Rows>
    exec(const char* sql, const Params& params = {}, bool binary = false);

    /// Runs a text of several statements without parameters (a migration), however long it takes
    /// where statement_timeout is lifted. An error says the line if the server does.
    [[nodiscard]] Result<void> exec_script(const std::string& sql);

    /// The SQLSTATE of the last statement that failed; empty if the connection broke.
    [[nodiscard]] const std::string& last_sqlstate() const { return last_sqlstate_; }

    /// The constraint that the last failed statement would have broken, if it was one.
    [[nodiscard]] const std::string& last_constraint() const { return last_constraint_; }

    /// Opens a transaction. A connection that went stale while idle is replaced once: nothing of
    /// this transaction was sent yet, so nothing can happen twice.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Result<void> rollback();

    /// Of no more use: lost, timed out, or ended by the server.
    [[nodiscard]] bool broken() const;
    [[nodiscard]] bool in_transaction() const;

    /// Looks, without waiting, whether the server has closed this idle connection.
    [[nodiscard]] bool stale();

    /// Waits up to `wait` for notifications of the channels LISTENed to (with exec("listen …")).
    [[nodiscard]] Result<std::vector<Notification>> notifications(std::chrono::milliseconds wait);

    [[nodiscard]] int socket() const { return PQsocket(connection_.get()); }

    [[nodiscard]] PGconn* raw() { return connection_.get(); }

  private:
    Connection(PGconn* connection, ConnectOptions options)
        : connection_(connection)
        , options_(std::move(options)) {}

    [[nodiscard]] Result<Rows> finish(std::chrono::steady_clock::time_point deadline);
    [[nodiscard]] std::chrono::steady_clock::time_point statement_deadline() const;
    [[nodiscard]] tl::unexpected<Error> lost(std::string_view doing);
    [[nodiscard]] Error note_failure(const PGresult* result);

    unique_handle<PGconn, PQfinish> connection_;
    ConnectOptions options_;
    bool broken_ = false;
    std::string last_sqlstate_;
    std::string last_constraint_;
    int last_position_ = 0; ///< characters into the statement, counted from 1; 0: unknown
};

} // namespace vorrang::pg
