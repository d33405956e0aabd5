#include "milter/reply-text.hh"

#include "core/mail/clean-text.hh"

#include <cstddef>

namespace vorrang::milter {

namespace {

/// RFC 5321 4.5.3.1.5 allows 512 octets a reply line, of which codes and line end take some.
constexpr std::size_t max_length = 480;

/// Letters of names, as their bearers write them without.
std::string_view in_ascii(char32_t c) {
    switch (c) {
    case U'\u00e4':
        return "ae";
    case U'\u00f6':
        return "oe";
    case U'\u00fc':
        return "ue";
    case U'\u00c4':
        return "Ae";
    case U'\u00d6':
        return "Oe";
    case U'\u00dc':
        return "Ue";
    case U'\u00df':
        return "ss";
    case U'\u00e0':
    case U'\u00e1':
    case U'\u00e2':
        return "a";
    case U'\u00e8':
    case U'\u00e9':
    case U'\u00ea':
        return "e";
    default:
        return "?";
    }
}

} // namespace

std::string reply_text(std::string_view sentence) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size() && text.size() < max_length;) {
        const char32_t c = mail::next_utf8(sentence, at);
        if (c == U'%') {
            text += "%%";
        } else if (c >= U' ' && c <= U'~') {
            text += static_cast<char>(c);
        } else {
            text += in_ascii(c);
        }
    }
    return text;
}

} // namespace vorrang::milter
