#include "core/pg/connection.hh"

#include "core/pg/sqlstate.hh"

#include <fmt/format.h>

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace vorrang::pg {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct ConnInfoFree {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

using ConnInfo = std::unique_ptr<PQconninfoOption, ConnInfoFree>;

/// What the DSN itself says of a keyword; empty: nothing.
std::string said_in(const ConnInfo& parsed, std::string_view keyword) {
    for (const auto* option = parsed.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (keyword == option->keyword && option->val != nullptr) {
            return option->val;
        }
    }
    return {};
}

ConnInfo parsed(const std::string& dsn) {
    return ConnInfo(PQconninfoParse(dsn.c_str(), nullptr));
}

std::vector<std::string> elements(const std::string& list) {
    std::vector<std::string> out;
    for (std::size_t at = 0; !list.empty() && at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        out.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

/// "a,b,c" beginning with the `first`th, and then again from the front.
std::string begin_with(std::vector<std::string> list, int first) {
    std::rotate(
        list.begin(), list.begin() + first % static_cast<std::ptrdiff_t>(list.size()), list.end());
    return fmt::format("{}", fmt::join(list, ","));
}

/// Waits until the socket is readable (or writable too) or the deadline has passed.
bool wait_for(int socket, bool also_write, Deadline deadline) {
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                              deadline - std::chrono::steady_clock::now())
                              .count();
        pollfd poll_for{socket, static_cast<short>(also_write ? POLLIN | POLLOUT : POLLIN), 0};
        const int ready =
            ::poll(&poll_for, 1, static_cast<int>(std::clamp<long>(left, 0, 3'600'000)));
        if (ready > 0) {
            return true;
        }
        if (ready == 0 ? left <= 3'600'000 : errno != EINTR) {
            return false;
        }
    }
}

/// The line of the `position`th character (not byte) of a text, both counted from 1.
int line_of(const std::string& text, int position) {
    int line = 1;
    for (const char c : text) {
        const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (begins_character && --position <= 0) {
            break;
        }
        line += c == '\n' ? 1 : 0;
    }
    return line;
}

/// `hear` is ConnectOptions::on_notice; C++ allows to carry a function in a void* where POSIX does.
void pass_notice(void* hear, const PGresult* notice) {
    const char* const text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (hear != nullptr && text != nullptr) {
        reinterpret_cast<void (*)(std::string_view)>(hear)(text);
    }
}

} // namespace

int host_count(const std::string& dsn) {
    const auto said = parsed(dsn);
    const auto hosts = std::max(elements(said_in(said, "host")).size(),
                                elements(said_in(said, "hostaddr")).size());
    return std::max(1, static_cast<int>(hosts));
}

ConnectParameters::ConnectParameters(const ConnectOptions& options, int first) {
    storage_.reserve(20);
    // Before the DSN: it may say otherwise. After it: it may not.
    add("connect_timeout", std::to_string(options.connect_timeout_s));
    add("keepalives_idle", "30");
    add("keepalives_interval", "10");
    add("keepalives_count", "3");
    add("tcp_user_timeout", std::to_string(options.statement_timeout_ms + 10'000));
    add("dbname", options.dsn);
    if (!options.database.empty()) {
        add("dbname", options.database);
    }
    if (!options.user.empty()) {
        add("user", options.user);
    }
    if (!options.passfile.empty()) {
        add("passfile", options.passfile);
    }
    const auto said = parsed(options.dsn);
    for (const auto* const keyword : {"host", "hostaddr", "port"}) {
        // One port may stand for all hosts.
        if (auto list = elements(said_in(said, keyword)); first > 0 && list.size() > 1) {
            add(keyword, begin_with(std::move(list), first));
        }
    }
    add("application_name", options.program);
    add("client_encoding", "UTF8");
    auto own = said_in(said, "options");
    add("options",
        fmt::format("{}{}-c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex "
                    "-c statement_timeout={} -c idle_in_transaction_session_timeout={}",
                    own,
                    own.empty() ? "" : " ",
                    options.statement_timeout_ms,
                    options.idle_in_transaction_ms));
    seal();
}

void ConnectParameters::add(const char* keyword, const std::string& value) {
    storage_.push_back(value);
    keywords_.push_back(keyword);
    values_.push_back(storage_.back().c_str());
}

void ConnectParameters::seal() {
    keywords_.push_back(nullptr);
    values_.push_back(nullptr);
}

Result<Connection> Connection::open(const ConnectOptions& options) {
    const ConnectParameters parameters(options);
    Connection made(PQconnectdbParams(parameters.keywords(), parameters.values(), 1), options);
    if (PQstatus(made.connection_.get()) != CONNECTION_OK) {
        return tl::unexpected(
            connection_error(made.connection_.get(), "cannot connect to the database"));
    }
    PQsetNoticeReceiver(
        made.connection_.get(), pass_notice, reinterpret_cast<void*>(options.on_notice));
    if (PQsetnonblocking(made.connection_.get(), 1) != 0) {
        return tl::unexpected(
            connection_error(made.connection_.get(), "cannot set up the database connection"));
    }
    return made;
}

Result<Rows> Connection::exec(const char* sql, const Params& params, bool binary) {
    if (params.has_nul()) {
        return fail(ErrorCode::data, "a text with a NUL byte cannot be stored");
    }
    if (broken()) {
        return lost("the database connection is lost");
    }
    const auto deadline = statement_deadline();
    const auto arrays = params.arrays();
    if (PQsendQueryParams(connection_.get(),
                          sql,
                          params.size(),
                          nullptr,
                          arrays.values.data(),
                          arrays.lengths.data(),
                          arrays.formats.data(),
                          binary ? 1 : 0) == 0) {
        return lost("the database did not take the statement");
    }
    return finish(deadline);
}

Result<void> Connection::exec_script(const std::string& sql) {
    if (broken()) {
        return lost("the database connection is lost");
    }
    last_position_ = 0;
    if (PQsendQuery(connection_.get(), sql.c_str()) == 0) {
        return lost("the database did not take the statement");
    }
    // A migration may take its time; the runner lifts statement_timeout for it.
    auto done = finish(Deadline::max());
    if (!done && last_position_ > 0) {
        auto error = done.error();
        error.text = fmt::format("line {}: {}", line_of(sql, last_position_), error.text);
        return tl::unexpected(error);
    }
    return done ? Result<void>{} : pass_on(done);
}

Result<Rows> Connection::finish(Deadline deadline) {
    auto* const connection = connection_.get();
    std::optional<Error> error;
    Rows last(nullptr);
    while (true) {
        for (int unsent = PQflush(connection); unsent != 0 || PQisBusy(connection) != 0;
             unsent = PQflush(connection)) {
            if (unsent < 0 || !wait_for(PQsocket(connection), unsent > 0, deadline)) {
                return lost(unsent < 0 ? "the database went away" : "the database does not answer");
            }
            if (PQconsumeInput(connection) == 0) {
                return lost("the database went away");
            }
        }
        PGresult* const result = PQgetResult(connection);
        if (result == nullptr) {
            break;
        }
        last = Rows(result);
        const auto status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && !error) {
            error = note_failure(result);
        }
    }
    if (error) {
        return tl::unexpected(*error);
    }
    return last;
}

Error Connection::note_failure(const PGresult* result) {
    const auto field = [result](int code) -> std::string {
        const char* const value = PQresultErrorField(result, code);
        return value != nullptr ? value : "";
    };
    last_sqlstate_ = field(PG_DIAG_SQLSTATE);
    last_constraint_ = field(PG_DIAG_CONSTRAINT_NAME);
    last_position_ = std::atoi(field(PG_DIAG_STATEMENT_POSITION).c_str());
    broken_ = broken_ || last_sqlstate_.empty() || ends_session(last_sqlstate_);
    return to_error(result);
}

Deadline Connection::statement_deadline() const {
    // The server's own timeout comes first and leaves the connection usable.
    return std::chrono::steady_clock::now() +
           std::chrono::milliseconds(options_.statement_timeout_ms + 3000);
}

tl::unexpected<Error> Connection::lost(std::string_view doing) {
    broken_ = true;
    return tl::unexpected(connection_error(connection_.get(), doing));
}

Result<void> Connection::begin() {
    auto begun = exec("begin");
    if (!begun && broken() && begun.error().code == ErrorCode::unavailable) {
        auto fresh = open(options_);
        if (!fresh) {
            return pass_on(fresh);
        }
        *this = std::move(*fresh);
        begun = exec("begin");
    }
    return begun ? Result<void>{} : pass_on(begun);
}

Result<void> Connection::commit() {
    // COMMIT of a failed transaction answers ROLLBACK and no error: that must not look like
    // success.
    if (PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) {
        (void)rollback();
        return fail(ErrorCode::internal, "the transaction had failed and was rolled back");
    }
    const auto done = exec("commit");
    return done ? Result<void>{} : pass_on(done);
}

Result<void> Connection::rollback() {
    const auto done = exec("rollback");
    return done ? Result<void>{} : pass_on(done);
}

bool Connection::broken() const {
    return broken_ || PQstatus(connection_.get()) != CONNECTION_OK;
}

bool Connection::in_transaction() const {
    return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
}

bool Connection::stale() {
    if (broken()) {
        return true;
    }
    // The server's good-bye (or a bare EOF) makes the socket readable; a healthy idle one is silent
    // but for notifications.
    if (wait_for(PQsocket(connection_.get()), false, std::chrono::steady_clock::now())) {
        broken_ = PQconsumeInput(connection_.get()) == 0 || broken();
        if (!broken_) {
            // A FATAL message may have come before the EOF that follows it.
            pollfd hangup{PQsocket(connection_.get()), POLLIN | POLLRDHUP, 0};
            broken_ = ::poll(&hangup, 1, 0) > 0 && (hangup.revents & (POLLRDHUP | POLLHUP)) != 0;
        }
    }
    return broken_;
}

Result<std::vector<Notification>> Connection::notifications(std::chrono::milliseconds wait) {
    if (broken()) {
        return lost("the database connection is lost");
    }
    const auto deadline = std::chrono::steady_clock::now() + wait;
    std::vector<Notification> out;
    do {
        if (PQconsumeInput(connection_.get()) == 0) {
            return lost("the database went away");
        }
        while (auto* const note = PQnotifies(connection_.get())) {
            out.push_back({note->relname, note->extra});
            PQfreemem(note);
        }
    } while (out.empty() && wait_for(PQsocket(connection_.get()), false, deadline));
    return out;
}

} // namespace vorrang::pg
