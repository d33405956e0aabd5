// Tags, row prefixes and tokens: all that names a ticket in a mail.
#include "core/mail/ticket-reference.hh"

#include "tests/fuzz/target.hh"

#include <string>
#include <vector>

using namespace vorrang::mail;

namespace {

const std::vector<std::string> domains = {"desk.example"};

void check_token(const TicketToken& token) {
    VORRANG_CLAIM(token.ticket > 0 && is_token(token.token));
    const auto own = parse_path(make_ticket_address("support@desk.example", token));
    VORRANG_CLAIM(own && ticket_address(*own, domains).value().token == token);
    const std::string id = make_message_id(token, 17, "desk.example");
    VORRANG_CLAIM(ticket_message_id(id, domains).value() == token);
    VORRANG_CLAIM(!ticket_message_id(id, {}));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const auto tags = subject_tags(text);
    VORRANG_CLAIM(tags.size() <= 10);
    for (const std::int64_t number : tags) {
        VORRANG_CLAIM(number > 0);
    }
    std::size_t at = 0;
    for (const RowPrefix& prefix : row_prefixes(text)) {
        VORRANG_CLAIM(prefix.offset >= at && prefix.length > 0 && prefix.ticket >= 0);
        at = prefix.offset + prefix.length;
        VORRANG_CLAIM(at <= text.size());
    }
    const std::string left = without_row_prefixes(text);
    VORRANG_CLAIM(left.size() <= text.size() && row_prefixes(left).empty());
    VORRANG_CLAIM(row_prefixes(bare_subject(text)).empty());
    if (const auto token = ticket_message_id(text, domains)) {
        check_token(*token);
    }
    if (const auto path = parse_path(text)) {
        if (const auto named = ticket_address(*path, domains)) {
            check_token(named->token);
            VORRANG_CLAIM(named->note == (named->base == "note"));
        }
    }
    return 0;
}
