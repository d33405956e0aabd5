#include "core/mail/clean-text.hh"

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// windows-1252 above 0x7F, up to 0x9F; from 0xA0 on it is Latin-1.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t least; ///< below it the sequence is overlong
};

Lead lead_of(unsigned char c) {
    if (c < 0x80) {
        return {1, c, 0};
    }
    if (c >= 0xC2 && c < 0xE0) {
        return {2, c & 0x1Fu, 0x80};
    }
    if (c >= 0xE0 && c < 0xF0) {
        return {3, c & 0x0Fu, 0x800};
    }
    if (c >= 0xF0 && c < 0xF5) {
        return {4, c & 0x07u, 0x10000};
    }
    return {0, 0, 0};
}

/// Length of the valid character at `at`, 0 if there is none.
std::size_t decode(std::string_view text, std::size_t at, char32_t& code) {
    const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
    if (lead.length == 0 || at + lead.length > text.size()) {
        return 0;
    }
    code = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto c = static_cast<unsigned char>(text[at + i]);
        if ((c & 0xC0u) != 0x80u) {
            return 0;
        }
        code = (code << 6) | (c & 0x3Fu);
    }
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    return code < lead.least || code > 0x10FFFF || surrogate ? 0 : lead.length;
}

/// Characters that end a line, hide text or turn its direction round.
bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

} // namespace

char32_t next_utf8(std::string_view text, std::size_t& at) {
    char32_t code = 0;
    const std::size_t length = decode(text, at, code);
    at += std::max<std::size_t>(length, 1);
    return length == 0 ? replacement : code;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        c = replacement;
    }
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

bool is_ascii(std::string_view bytes) {
    return std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view bytes) {
    char32_t code = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = decode(bytes, at, code);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

std::string guess_utf8(std::string_view bytes) {
    if (is_utf8(bytes)) {
        return std::string(bytes);
    }
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const bool table = byte >= 0x80 && byte < 0xA0;
        append_utf8(out, table ? windows_1252[byte - 0x80u] : byte);
    }
    return out;
}

std::string repair_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        append_utf8(out, next_utf8(bytes, at));
    }
    return out;
}

std::string one_line(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        if (!is_unprintable(c)) {
            append_utf8(out, c);
        } else if (!out.ends_with(' ')) {
            out += ' ';
        }
    }
    const std::size_t first = out.find_first_not_of(' ');
    if (first == std::string::npos) {
        return {};
    }
    return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

std::string_view cut_utf8(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) {
        return text;
    }
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0u) == 0x80u) {
        --limit;
    }
    return text.substr(0, limit);
}

} // namespace vorrang::mail
