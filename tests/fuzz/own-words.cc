// What the writer of a reply said himself, and what must not leave with it.
#include "core/mail/own-words.hh"

#include "core/mail/reply-text.hh"
#include "core/mail/ticket-reference.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const std::string own = own_words(text);
    VORRANG_CLAIM(own.size() <= text.size() + 1);
    VORRANG_CLAIM(own.empty() || own.ends_with('\n'));
    VORRANG_CLAIM(!own.starts_with('>') && own.find("\n>") == std::string::npos);
    VORRANG_CLAIM(has_own_words(text) == !own.empty());
    const std::string_view before = before_html_quote(text);
    VORRANG_CLAIM(before.data() == text.data() && before.size() <= text.size());

    const CleanRules rules{{"anna@staff.example"}, "support@desk.example"};
    const auto cleaned = clean_plain(text, {}, rules);
    if (!cleaned) {
        return 0;
    }
    VORRANG_CLAIM(cleaned->size() <= text.size() + text.size() / 18 * 2);
    VORRANG_CLAIM(row_prefixes(*cleaned).empty());
    const auto again = clean_plain(*cleaned, {}, rules);
    VORRANG_CLAIM(again && *again == *cleaned);
    return 0;
}
