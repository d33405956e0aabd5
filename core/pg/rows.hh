#pragma once

#include "core/clock.hh"
#include "core/handle.hh"
#include "core/result.hh"

#include <boost/json/fwd.hpp>
#include <libpq-fe.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vorrang::pg {

/// What a statement returned. Owns the PGresult; texts are views into it.
/// Reading NULL, a column that is not there or a value of another type is a defect of ours, not an
/// expected failure: it throws std::logic_error. Ask null() or use opt_*() where NULL may come.
class Rows {
  public:
    explicit Rows(PGresult* result)
        : result_(result) {}

    [[nodiscard]] int size() const { return PQntuples(result_.get()); }

    [[nodiscard]] bool empty() const { return size() == 0; }

    [[nodiscard]] int columns() const { return PQnfields(result_.get()); }

    /// The number of the column of that name.
    [[nodiscard]] int column(const char* name) const;

    [[nodiscard]] bool null(int row, int col) const;
    /// Any type as PostgreSQL writes it; in binary format only text, name, json and jsonb.
    [[nodiscard]] std::string_view text(int row, int col) const;
    [[nodiscard]] std::optional<std::string> opt_text(int row, int col) const;
    [[nodiscard]] std::int64_t integer(int row, int col) const;
    [[nodiscard]] std::optional<std::int64_t> opt_integer(int row, int col) const;
    [[nodiscard]] bool boolean(int row, int col) const;
    [[nodiscard]] Instant instant(int row, int col) const;
    [[nodiscard]] std::optional<Instant> opt_instant(int row, int col) const;
    /// The bytes of a bytea.
    [[nodiscard]] std::string bytes(int row, int col) const;
    [[nodiscard]] boost::json::value json(int row, int col) const;

    /// Rows an INSERT, UPDATE or DELETE touched.
    [[nodiscard]] std::int64_t affected() const;

    [[nodiscard]] const PGresult* raw() const { return result_.get(); }

  private:
    [[nodiscard]] std::string_view raw_value(int row, int col) const;
    [[nodiscard]] bool binary(int col) const;

    unique_handle<PGresult, PQclear> result_;
};

/// Reads "2026-11-25 02:42:16.123456+00" (any offset), "infinity", "-infinity".
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

} // namespace vorrang::pg
