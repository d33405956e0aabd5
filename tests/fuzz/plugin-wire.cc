// The plugin's side of the socket protocol: fields and sets of uids.
#include "dovecot-plugin/vorrang-wire.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::wire;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const std::string field = escape(text);
    VORRANG_CLAIM(field.find_first_of(std::string_view("\t\r\n\0", 4)) == std::string::npos);
    VORRANG_CLAIM(unescape(field) == text);
    const std::vector<std::string> arguments = {std::string(text), std::string(text)};
    const std::string whole = line("VERB", arguments);
    VORRANG_CLAIM(whole.find('\n') == whole.size() - 1);
    const auto fields = split(std::string_view(whole).substr(0, whole.size() - 1));
    VORRANG_CLAIM(fields.size() == 3 && unescape(fields[2]) == text);

    VORRANG_CLAIM(!split(text).empty());
    VORRANG_CLAIM(unescape(text).size() <= text.size());
    if (const auto value = number(text)) {
        VORRANG_CLAIM(text.find_first_not_of("0123456789") == std::string_view::npos);
    }
    if (const auto ranges = parse_uids(text); ranges && ranges->size() <= 4) {
        const auto uids = expand(*ranges);
        VORRANG_CLAIM(uids.size() <= ranges->size() << 20);
        VORRANG_CLAIM(std::is_sorted(uids.begin(), uids.end()));
        if (uids.size() <= 1000) {
            const auto again = parse_uids(format_uids(uids));
            VORRANG_CLAIM(again && expand(*again) == uids);
        }
    }
    return 0;
}
