#include "core/log-escape.hh"

#include <fmt/format.h>

#include <iterator>

namespace vorrang::log {
namespace {

struct Decoded {
    char32_t point = 0;
    std::size_t length = 0; ///< 0: the first byte begins no valid UTF-8 sequence
};

Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) {
        return {};
    }
    char32_t point = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {};
        }
        point = point << 6U | (byte(i) & 0x3FU);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < smallest[length] || surrogate || point > 0x10FFFF ? Decoded{}
                                                                     : Decoded{point, length};
}

/// Characters that a terminal or log viewer acts on instead of showing them.
bool acts(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x061C ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xFFF0 && point <= 0xFFFB) || (point >= 0xE0000 && point <= 0xE007F);
}

void append_escaped(std::string& out, char32_t point) {
    switch (point) {
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        if (point < 0x80) {
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned>(point));
        } else {
            fmt::format_to(std::back_inserter(out), "\\u{{{:04x}}}", static_cast<unsigned>(point));
        }
    }
}

} // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = decode(text).length;
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto [point, length] = decode(text);
        if (length == 0) {
            fmt::format_to(
                std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text.front()));
        } else if (acts(point)) {
            append_escaped(out, point);
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

std::string escape_value(std::string_view value) {
    std::string out;
    bool quote = value.empty();
    while (!value.empty()) {
        const auto [point, length] = decode(value);
        if (length == 0) {
            fmt::format_to(
                std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(value.front()));
        } else if (point == '"' || point == '\\') {
            out += '\\';
            out += static_cast<char>(point);
            quote = true;
        } else if (acts(point)) {
            append_escaped(out, point);
        } else {
            quote = quote || point == ' ' || point == '=' || point == 0xA0;
            out += value.substr(0, length);
        }
        value.remove_prefix(length == 0 ? 1 : length);
        if (out.size() >= kValueLimit && !value.empty()) {
            out += "…";
            break;
        }
    }
    return quote ? '"' + out + '"' : out;
}

} // namespace vorrang::log
