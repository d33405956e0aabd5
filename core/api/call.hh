#pragma once

#include "core/pg/params.hh"
#include "core/pg/rows.hh"
#include "core/result.hh"

#include <stdexcept>

namespace vorrang::api {

/// One call of a function in vorrang_api: its SQL text, the bound parameters, and how the rows that
/// come back are read. Says nothing of how it is run: blocking, or awaited by the daemon.
template <typename T> struct Call {
    const char* sql;
    pg::Params params;
    T (*read)(const pg::Rows& rows);
    bool binary = false; ///< binary results: for bytea, which doubles in text
};

/// Reads the rows of a call. Rows that do not fit mean program and schema differ: an error, no
/// crash.
template <typename T> [[nodiscard]] Result<T> read(const Call<T>& call, const pg::Rows& rows) {
    try {
        return call.read(rows);
    } catch (const std::logic_error& mismatch) {
        return fail(ErrorCode::internal,
                    std::string("the database answered in an unknown form: ") + mismatch.what(),
                    "Program and schema differ: run `vorrang db upgrade`, then restart.");
    }
}

/// What a call returns that has nothing to say.
struct Done {};

inline Done done(const pg::Rows& /*rows*/) {
    return {};
}

} // namespace vorrang::api
