// A stranger's text in a log line and on a terminal.
#include "core/log-escape.hh"

#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::log;

namespace {

bool is_shown_only(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::string_view rest = text.substr(at);
        const bool c1 =
            byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
        const bool turns = rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xAE") ||
                           rest.starts_with("\xE2\x81\xA6") || rest.starts_with("\xE2\x80\x8F");
        if (byte < 0x20 || byte == 0x7F || c1 || turns) {
            return false;
        }
    }
    return true;
}

/// The value that an escaped one without \x and \u stands for.
std::string plain_value(std::string_view escaped) {
    if (escaped.starts_with('"')) {
        escaped = escaped.substr(1, escaped.size() - 2);
    }
    std::string out;
    for (std::size_t at = 0; at < escaped.size(); ++at) {
        const bool mark = escaped[at] == '\\' && at + 1 < escaped.size();
        out += escaped[mark ? ++at : at];
    }
    return out;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const std::string value = escape_value(text);
    VORRANG_CLAIM(is_utf8(value) && is_shown_only(value));
    VORRANG_CLAIM(value.size() <= kValueLimit + 16);
    // One field of a line: nothing ends it early, nothing follows it.
    const bool quoted = value.starts_with('"');
    VORRANG_CLAIM(!value.empty() && (quoted || value.find_first_of(" =\"") == std::string::npos));
    for (std::size_t at = 1; quoted && at + 1 < value.size(); ++at) {
        VORRANG_CLAIM(value[at] != '"');
        at += value[at] == '\\' ? 1 : 0;
        VORRANG_CLAIM(at + 1 < value.size());
    }
    VORRANG_CLAIM(!quoted || (value.size() > 1 && value.ends_with('"')));
    const std::string shown = printable(text);
    VORRANG_CLAIM(is_utf8(shown) && is_shown_only(shown));
    VORRANG_CLAIM(shown.size() <= 10 * text.size());
    if (shown == text && text.size() < kValueLimit) { // nothing had to be masked
        VORRANG_CLAIM(plain_value(value) == text);
    }
    return 0;
}
