#include "core/pg/rows.hh"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <stdexcept>

namespace vorrang::pg {
namespace {

// Type numbers of the server's catalogue; they never change.
constexpr Oid kJsonb = 3802;

// PostgreSQL counts its binary timestamps from here.
constexpr Instant kBinaryEpoch{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};

[[noreturn]] void
wrong(const char* wanted, const PGresult* result, int row, int col, std::string_view why) {
    const char* name = PQfname(result, col);
    throw std::logic_error(fmt::format(
        "row {}, column {} ({}): not {}: {}", row, col, name != nullptr ? name : "?", wanted, why));
}

/// Big-endian signed integer of 2, 4 or 8 bytes.
std::optional<std::int64_t> big_endian(std::string_view bytes) {
    if (bytes.size() != 2 && bytes.size() != 4 && bytes.size() != 8) {
        return std::nullopt;
    }
    std::uint64_t value = (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0 ? ~0ULL : 0ULL;
    for (const char c : bytes) {
        value = value << 8U | static_cast<unsigned char>(c);
    }
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> decimal(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

int nibble(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

std::optional<std::string> decode_hex(std::string_view text) {
    if (text.size() % 2 != 0 || !text.starts_with("\\x")) {
        return std::nullopt;
    }
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 2; i < text.size(); i += 2) {
        const int high = nibble(text[i]);
        const int low = nibble(text[i + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        out += static_cast<char>(high << 4 | low);
    }
    return out;
}

/// Takes the number in front of `text` off it; none there: nothing.
std::optional<int> take_number(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end == text.data() || text.front() == '-') {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool take_char(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

/// ".123456" of any length up to six digits.
std::optional<std::chrono::microseconds> take_fraction(std::string_view& text) {
    if (!take_char(text, '.')) {
        return std::chrono::microseconds{0};
    }
    std::int64_t value = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
        if (digits < 6) {
            value = value * 10 + (text.front() - '0');
            ++digits;
        }
    }
    for (; digits < 6; ++digits) {
        value *= 10;
    }
    return std::chrono::microseconds{value};
}

/// "+02", "-03:30", "+00:53:28", "Z"; what is left must be nothing.
std::optional<std::chrono::seconds> take_offset(std::string_view text) {
    using namespace std::chrono;
    if (text == "Z") {
        return seconds{0};
    }
    const bool west = !text.empty() && text.front() == '-';
    if (!west && (text.empty() || text.front() != '+')) {
        return std::nullopt;
    }
    text.remove_prefix(1);
    seconds total{0};
    for (seconds unit : {seconds{hours{1}}, seconds{minutes{1}}, seconds{1}}) {
        const auto part = take_number(text);
        if (!part) {
            return std::nullopt;
        }
        total += unit * *part;
        if (!take_char(text, ':')) {
            break;
        }
    }
    return text.empty() ? std::optional{west ? -total : total} : std::nullopt;
}

} // namespace

std::optional<Instant> parse_instant(std::string_view text) {
    using namespace std::chrono;
    if (text == "infinity" || text == "-infinity") {
        return text.front() == '-' ? Instant::min() : Instant::max();
    }
    int field[6] = {};
    const char separator[6] = {'-', '-', '\0', ':', ':', '\0'};
    for (int i = 0; i < 6; ++i) {
        const auto number = take_number(text);
        if (!number) {
            return std::nullopt;
        }
        field[i] = *number;
        const bool ok = separator[i] != '\0'
                            ? take_char(text, separator[i])
                            : i == 5 || take_char(text, ' ') || take_char(text, 'T');
        if (!ok) {
            return std::nullopt;
        }
    }
    const year_month_day date{year{field[0]} / field[1] / field[2]};
    if (!date.ok() || field[3] > 24 || field[4] > 59 || field[5] > 60) {
        return std::nullopt;
    }
    const auto fraction = take_fraction(text);
    const auto offset = take_offset(text);
    if (!fraction || !offset) {
        return std::nullopt;
    }
    return Instant{sys_days{date}} + hours{field[3]} + minutes{field[4]} + seconds{field[5]} +
           *fraction - *offset;
}

int Rows::column(const char* name) const {
    const int number = PQfnumber(result_.get(), name);
    if (number < 0) {
        throw std::logic_error(fmt::format("the result has no column {}", name));
    }
    return number;
}

bool Rows::null(int row, int col) const {
    if (row < 0 || row >= size() || col < 0 || col >= columns()) {
        throw std::logic_error(fmt::format("the result has no row {}, column {}", row, col));
    }
    return PQgetisnull(result_.get(), row, col) != 0;
}

bool Rows::binary(int col) const {
    return PQfformat(result_.get(), col) == 1;
}

std::string_view Rows::raw_value(int row, int col) const {
    if (null(row, col)) {
        wrong("a value", result_.get(), row, col, "NULL");
    }
    return {PQgetvalue(result_.get(), row, col),
            static_cast<std::size_t>(PQgetlength(result_.get(), row, col))};
}

std::string_view Rows::text(int row, int col) const {
    auto value = raw_value(row, col);
    if (binary(col) && PQftype(result_.get(), col) == kJsonb && !value.empty()) {
        value.remove_prefix(1); // binary jsonb is a version byte and the text
    }
    return value;
}

std::optional<std::string> Rows::opt_text(int row, int col) const {
    return null(row, col) ? std::nullopt : std::optional<std::string>(text(row, col));
}

std::int64_t Rows::integer(int row, int col) const {
    const auto value = raw_value(row, col);
    const auto number = binary(col) ? big_endian(value) : decimal(value);
    if (!number) {
        wrong("an integer", result_.get(), row, col, binary(col) ? "(binary)" : value);
    }
    return *number;
}

std::optional<std::int64_t> Rows::opt_integer(int row, int col) const {
    return null(row, col) ? std::nullopt : std::optional{integer(row, col)};
}

bool Rows::boolean(int row, int col) const {
    const auto value = raw_value(row, col);
    if (value.size() != 1) {
        wrong("a boolean", result_.get(), row, col, value);
    }
    return value.front() == 't' || value.front() == '\1';
}

Instant Rows::instant(int row, int col) const {
    const auto value = raw_value(row, col);
    if (!binary(col)) {
        const auto parsed = parse_instant(value);
        if (!parsed) {
            wrong("an instant", result_.get(), row, col, value);
        }
        return *parsed;
    }
    const auto count = big_endian(value);
    if (!count || value.size() != 8) {
        wrong("an instant", result_.get(), row, col, "(binary)");
    }
    if (*count == INT64_MAX || *count == INT64_MIN) {
        return *count == INT64_MAX ? Instant::max() : Instant::min();
    }
    return kBinaryEpoch + std::chrono::microseconds{*count};
}

std::optional<Instant> Rows::opt_instant(int row, int col) const {
    return null(row, col) ? std::nullopt : std::optional{instant(row, col)};
}

std::string Rows::bytes(int row, int col) const {
    const auto value = raw_value(row, col);
    if (binary(col)) {
        return std::string(value);
    }
    auto decoded = decode_hex(value);
    if (!decoded) {
        wrong("bytes", result_.get(), row, col, value.substr(0, 40));
    }
    return std::move(*decoded);
}

boost::json::value Rows::json(int row, int col) const {
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = 64;
    auto value = boost::json::parse(text(row, col), error, {}, options);
    if (error) {
        wrong("JSON", result_.get(), row, col, error.message());
    }
    return value;
}

std::int64_t Rows::affected() const {
    return decimal(PQcmdTuples(result_.get())).value_or(0);
}

} // namespace vorrang::pg
