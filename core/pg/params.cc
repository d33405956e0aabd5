#include "core/pg/params.hh"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace vorrang::pg {

Params& Params::text(std::string_view value) {
    has_nul_ = has_nul_ || value.find('\0') != std::string_view::npos;
    values_.push_back({std::string(value), false});
    return *this;
}

Params& Params::opt_text(const std::optional<std::string>& value) {
    return value ? text(*value) : null();
}

Params& Params::integer(std::int64_t value) {
    values_.push_back({std::to_string(value), false});
    return *this;
}

Params& Params::opt_integer(std::optional<std::int64_t> value) {
    return value ? integer(*value) : null();
}

Params& Params::boolean(bool value) {
    values_.push_back({value ? "t" : "f", false});
    return *this;
}

Params& Params::instant(Instant value) {
    values_.push_back({format_instant(value), false});
    return *this;
}

Params& Params::opt_instant(std::optional<Instant> value) {
    return value ? instant(*value) : null();
}

Params& Params::bytes(std::string_view value) {
    values_.push_back({std::string(value), true});
    return *this;
}

Params& Params::null() {
    values_.push_back({std::nullopt, false});
    return *this;
}

Params& Params::json(const boost::json::value& value) {
    return text(boost::json::serialize(value));
}

Params& Params::json(const boost::json::object& value) {
    return text(boost::json::serialize(value));
}

Params& Params::text_array(std::span<const std::string> values) {
    // The array literal quotes every element, so that none can be read as NULL or as two.
    std::string literal = "{";
    for (const auto& element : values) {
        literal += literal.size() > 1 ? ",\"" : "\"";
        for (const char c : element) {
            if (c == '"' || c == '\\') {
                literal += '\\';
            }
            literal += c;
        }
        literal += '"';
    }
    return text(literal + "}");
}

Params::Arrays Params::arrays() const {
    Arrays out;
    for (const auto& value : values_) {
        out.values.push_back(value.data ? value.data->c_str() : nullptr);
        out.lengths.push_back(value.data ? static_cast<int>(value.data->size()) : 0);
        out.formats.push_back(value.binary ? 1 : 0);
    }
    return out;
}

std::string format_instant(Instant value) {
    using namespace std::chrono;
    if (value == Instant::max()) {
        return "infinity";
    }
    if (value == Instant::min()) {
        return "-infinity";
    }
    const auto day = floor<days>(value);
    const year_month_day date{day};
    const hh_mm_ss time{value - day};
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}+00",
                       static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()),
                       time.hours().count(),
                       time.minutes().count(),
                       time.seconds().count(),
                       time.subseconds().count());
}

} // namespace vorrang::pg
