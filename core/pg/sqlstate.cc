#include "core/pg/sqlstate.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace vorrang::pg {
namespace {

constexpr std::array<std::pair<std::string_view, ErrorCode>, 14> kStates{{
    {"VR001", ErrorCode::no_such},
    {"VR002", ErrorCode::refused},
    {"VR003", ErrorCode::data},
    {"VR004", ErrorCode::usage},
    {"VR005", ErrorCode::conflict},
    {"40001", ErrorCode::conflict},    // serialization failure
    {"40P01", ErrorCode::conflict},    // deadlock
    {"55P03", ErrorCode::conflict},    // lock not available
    {"25006", ErrorCode::unavailable}, // read-only: a standby, or just before a failover ends
    {"08", ErrorCode::unavailable},    // connection
    {"53", ErrorCode::unavailable},    // disk full, out of memory, too many connections
    {"57", ErrorCode::unavailable},    // shutdown, cancelled by statement_timeout
    {"58", ErrorCode::unavailable},    // I/O error
    {"25P03", ErrorCode::unavailable}, // idle in transaction for too long
}};

std::string field(const PGresult* result, int code) {
    const char* value = PQresultErrorField(result, code);
    return value != nullptr ? value : "";
}

std::string one_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::replace(text.begin(), text.end(), '\t', ' ');
    return text;
}

std::string hint_for(ErrorCode code, std::string_view sqlstate) {
    if (sqlstate == "25006") {
        return "this server takes no writes; name the primary in [database] dsn, or all hosts with "
               "target_session_attrs=read-write";
    }
    if (sqlstate == "53100") {
        return "make room on the database server's disk";
    }
    if (sqlstate == "57014") {
        return "see what keeps the database busy, or raise [database] statement_timeout";
    }
    if (code == ErrorCode::unavailable) {
        return "see PostgreSQL's log; nothing was changed, so the same can be tried again";
    }
    if (code == ErrorCode::conflict) {
        return "try again";
    }
    if (sqlstate == "42883" || sqlstate == "3F000" || sqlstate == "42P01" || sqlstate == "42703") {
        return "the database's schema does not fit this program; run `vorrang db upgrade`";
    }
    if (sqlstate == "42501") {
        return "the database role lacks a right; check database_user, then run `vorrang db "
               "upgrade`";
    }
    return "this is a defect of Vorrang; please report it with this line";
}

} // namespace

ErrorCode code_of(std::string_view sqlstate) {
    for (const auto& [prefix, code] : kStates) {
        if (sqlstate.starts_with(prefix)) {
            return code;
        }
    }
    return ErrorCode::internal;
}

bool ends_session(std::string_view sqlstate) {
    return sqlstate.starts_with("08") || sqlstate.starts_with("57P") || sqlstate == "25006" ||
           sqlstate == "25P03";
}

Error to_error(const PGresult* result) {
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    Error error;
    error.code = code_of(state);
    if (state.starts_with("VR")) {
        error.text = field(result, PG_DIAG_MESSAGE_PRIMARY);
        error.hint = field(result, PG_DIAG_MESSAGE_HINT);
        if (error.hint.empty()) {
            error.hint = field(result, PG_DIAG_MESSAGE_DETAIL);
        }
        return error;
    }
    if (state.empty()) { // libpq itself made this result: the connection broke
        error.code = ErrorCode::unavailable;
        error.text =
            fmt::format("the database went away: {}", one_line(PQresultErrorMessage(result)));
    } else {
        error.text = fmt::format(
            "database error {}: {}", state, one_line(field(result, PG_DIAG_MESSAGE_PRIMARY)));
        if (const auto detail = field(result, PG_DIAG_MESSAGE_DETAIL); !detail.empty()) {
            error.text += fmt::format(" ({})", one_line(detail));
        }
    }
    error.hint = hint_for(error.code, state);
    return error;
}

Error connection_error(const PGconn* connection, std::string_view doing) {
    const char* said = connection != nullptr ? PQerrorMessage(connection) : "out of memory";
    return Error{
        ErrorCode::unavailable,
        fmt::format("{}: {}", doing, one_line(said)),
        "check that PostgreSQL runs and that [database] dsn, database_user and passfile are "
        "right"};
}

} // namespace vorrang::pg
