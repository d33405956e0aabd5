// The commands on top of an agent's HTML: read, and cut out of the document.
#include "core/mail/agent-lines.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/html-text.hh"
#include "core/mail/reply-text.hh"
#include "core/mail/ticket-reference.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view html = vorrang::fuzz::text_of(data, size);
    const CleanRules rules{{"anna@staff.example"}, "support@desk.example"};
    const auto read = parse_agent_lines(read_html(html).text);
    const auto cleaned = clean_html(html, {.commands = true, .frozen = false}, rules);
    VORRANG_CLAIM(read.has_value() == cleaned.has_value());
    const auto frozen = clean_html(html, {.commands = true, .frozen = true}, rules);
    VORRANG_CLAIM(!frozen || *frozen == html);
    if (!cleaned) {
        return 0;
    }
    // An address may be shorter than the one in its place.
    VORRANG_CLAIM(cleaned->size() <= html.size() + html.size() / 18 * 2);
    VORRANG_CLAIM(row_prefixes(*cleaned).empty());
    const std::string text = read_html(*cleaned).text;
    VORRANG_CLAIM(row_prefixes(text).empty());
    // Words behind a prefix or field that was taken out are no command, even if they look like one.
    if (row_prefixes(read_html(html).text).empty() &&
        lower(html).find("x-vorrang-") == std::string::npos) {
        const auto left = parse_agent_lines(text);
        VORRANG_CLAIM(left && left->lines.empty());
    }
    return 0;
}
