#include "core/mail/gmime-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gobject-ref.hh"
#include "core/mail/header-fields.hh"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>

namespace vorrang::mail {

namespace {

constexpr std::size_t line_columns = 76;

/// An encoded word's frame: `=?utf-8?Q?` and `?=`.
constexpr std::size_t frame_columns = 12;

std::string q_encode(std::string_view character) {
    const char c = character.front();
    const bool plain = character.size() == 1 && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                                 (c >= 'a' && c <= 'z') || c == '-' || c == '.');
    if (plain) {
        return std::string(character);
    }
    if (character == " ") {
        return "_";
    }
    std::string out;
    for (const char byte : character) {
        out += fmt::format("={:02X}", static_cast<unsigned char>(byte));
    }
    return out;
}

/// Encoded words of at most 75 columns, cut between characters, one on each line.
std::string encoded_words(std::string_view text, std::size_t used) {
    std::string out;
    std::string word;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        (void)next_utf8(text, at);
        const std::string piece = q_encode(text.substr(from, at - from));
        if (used + frame_columns + word.size() + piece.size() > line_columns && !word.empty()) {
            out += "=?utf-8?Q?" + word + "?=\r\n ";
            word.clear();
            used = 1;
        }
        word += piece;
    }
    return out + "=?utf-8?Q?" + word + "?=";
}

/// Folds at spaces; nothing if a word is too long for any line.
std::optional<std::string> fold_ascii(std::string_view text, std::size_t used) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = text.find(' ', at + 1);
        end = end == std::string_view::npos ? text.size() : end;
        const std::string_view word = text.substr(at, end - at);
        if (word.size() > 900) {
            return std::nullopt;
        }
        // A space that ends a line may be lost on the way: never fold before another space.
        const bool may_fold = word.size() > 1 && word.front() == ' ' && at > 0;
        if (may_fold && used + word.size() > line_columns) {
            out += "\r\n";
            used = 0;
        }
        out += word;
        used += word.size();
        at = end;
    }
    return out;
}

std::string without_nul(std::string_view bytes) {
    std::string out(bytes);
    std::replace(out.begin(), out.end(), '\0', ' ');
    return out;
}

std::string iconv_to_utf8(std::string_view bytes, iconv_t converter) {
    std::string out;
    std::string in(bytes);
    char* from = in.data();
    std::size_t left = in.size();
    char buffer[4096];
    while (left > 0) {
        char* to = buffer;
        std::size_t room = sizeof buffer;
        const std::size_t result = iconv(converter, &from, &left, &to, &room);
        out.append(buffer, sizeof buffer - room);
        if (result != static_cast<std::size_t>(-1) || errno == E2BIG) {
            continue;
        }
        append_utf8(out, 0xFFFD); // one byte that means nothing, or a cut end
        ++from;
        --left;
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool crlf = c == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (c == '\n' || crlf) {
            out += "\r\n";
            columns = 0;
            i += crlf ? 1 : 0;
            continue;
        }
        const char next = i + 1 < text.size() ? text[i + 1] : '\n';
        const bool line_end = next == '\n' || next == '\r';
        const bool plain =
            (c > ' ' && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !line_end);
        const std::size_t need = plain ? 1 : 3;
        if (columns + need > line_columns - 1) {
            out += "=\r\n";
            columns = 0;
        }
        // A leading dot or "From " is what relays stumble over.
        const bool risky = columns == 0 && (c == '.' || c == 'F');
        if (plain && !risky) {
            out += c;
        } else {
            out += fmt::format("={:02X}", static_cast<unsigned char>(c));
        }
        columns += plain && !risky ? 1 : 3;
    }
    return out;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

std::string step(std::string_view bytes, GMimeContentEncoding encoding, bool encode) {
    GMimeEncoding state;
    if (encode) {
        g_mime_encoding_init_encode(&state, encoding);
    } else {
        g_mime_encoding_init_decode(&state, encoding);
    }
    std::string out(g_mime_encoding_outlen(&state, bytes.size()) + 16, '\0');
    const std::size_t n = g_mime_encoding_flush(&state, bytes.data(), bytes.size(), out.data());
    out.resize(n);
    return out;
}

} // namespace

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string decode_header_text(std::string_view value) {
    start_gmime();
    std::string raw = without_nul(unfold(value));
    if (raw.find("=?") == std::string::npos) {
        return one_line(guess_utf8(raw));
    }
    const GText text(g_mime_utils_header_decode_text(nullptr, guess_utf8(raw).c_str()));
    return one_line(text ? std::string_view(text.get()) : std::string_view());
}

std::string encode_header_text(std::string_view utf8, std::size_t used) {
    const std::string text = one_line(utf8);
    if (is_ascii(text) && text.find("=?") == std::string::npos) {
        if (auto folded = fold_ascii(text, used)) {
            return *folded;
        }
    }
    return encoded_words(text, used);
}

std::string encode_phrase(std::string_view utf8) {
    const std::string text = one_line(utf8);
    if (text.empty()) {
        return {};
    }
    if (!is_ascii(text) || text.find("=?") != std::string::npos || text.size() > 200) {
        return encoded_words(text, 10);
    }
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + '"';
}

std::optional<Instant> parse_date(std::string_view value) {
    start_gmime();
    const std::string raw = without_nul(unfold(value)).substr(0, 200);
    const unique_handle<GDateTime, g_date_time_unref> date(
        g_mime_utils_header_decode_date(raw.c_str()));
    if (!date) {
        return std::nullopt;
    }
    const std::chrono::seconds seconds(g_date_time_to_unix(date.get()));
    return Instant(std::chrono::duration_cast<std::chrono::microseconds>(seconds));
}

std::string format_date(Instant instant) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    // %a and %b of fmt are in the C locale unless asked otherwise: English, as RFC 5322 wants.
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

std::string charset_to_utf8(std::string_view bytes, std::string_view charset) {
    const std::string name = lower(without_nul(charset));
    if (name == "utf-8" || name == "utf8") {
        return is_utf8(bytes) ? std::string(bytes) : guess_utf8(bytes);
    }
    if (name.empty() || name == "us-ascii" || name == "iso-8859-1" || name == "x-unknown") {
        return guess_utf8(bytes);
    }
    start_gmime();
    const iconv_t converter = g_mime_iconv_open("utf-8", name.c_str());
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        return guess_utf8(bytes);
    }
    std::string out = iconv_to_utf8(bytes, converter);
    g_mime_iconv_close(converter);
    return out;
}

TransferEncoding transfer_encoding(std::string_view value) {
    const std::string name = parse_parameters(value).value;
    if (name == "base64") {
        return TransferEncoding::base64;
    }
    return name == "quoted-printable" ? TransferEncoding::quoted_printable
                                      : TransferEncoding::identity;
}

std::string decode_transfer(std::string_view bytes, TransferEncoding encoding) {
    switch (encoding) {
    case TransferEncoding::base64:
        return step(bytes, GMIME_CONTENT_ENCODING_BASE64, false);
    case TransferEncoding::quoted_printable:
        return step(bytes, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, false);
    case TransferEncoding::identity:
        break;
    }
    return std::string(bytes);
}

std::string encode_transfer(std::string_view bytes, TransferEncoding encoding) {
    switch (encoding) {
    case TransferEncoding::base64:
        return with_crlf(step(bytes, GMIME_CONTENT_ENCODING_BASE64, true));
    case TransferEncoding::quoted_printable:
        return quoted_printable(bytes);
    case TransferEncoding::identity:
        break;
    }
    return std::string(bytes);
}

} // namespace vorrang::mail
