#pragma once

#include "core/clock.hh"

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::pg {

/// The bound parameters of one statement, in order: `Params{}.text("heyer").integer(4815)`.
/// Values are copied in, so a Params may outlive what it was built from (a suspended coroutine).
/// Everything goes in text format except bytes, which go as they are.
class Params {
  public:
    Params& text(std::string_view value);
    Params& opt_text(const std::optional<std::string>& value);
    Params& integer(std::int64_t value);
    Params& opt_integer(std::optional<std::int64_t> value);
    Params& boolean(bool value);
    Params& instant(Instant value);
    Params& opt_instant(std::optional<Instant> value);
    Params& bytes(std::string_view value);
    Params& null();
    Params& json(const boost::json::value& value);
    Params& json(const boost::json::object& value);
    Params& text_array(std::span<const std::string> values);

    [[nodiscard]] int size() const { return static_cast<int>(values_.size()); }

    /// True if a text holds a NUL byte: PostgreSQL has no such text, and libpq would cut it there.
    [[nodiscard]] bool has_nul() const { return has_nul_; }

    /// What PQsendQueryParams wants. Points into the Params, which must not change meanwhile.
    struct Arrays {
        std::vector<const char*> values;
        std::vector<int> lengths;
        std::vector<int> formats;
    };

    [[nodiscard]] Arrays arrays() const;

  private:
    struct Value {
        std::optional<std::string> data;
        bool binary = false;
    };

    std::vector<Value> values_;
    bool has_nul_ = false;
};

/// "2026-11-25 02:42:16.123456+00": an instant as PostgreSQL reads and writes it in a UTC session.
[[nodiscard]] std::string format_instant(Instant value);

} // namespace vorrang::pg
