// The header that IMAP shows of a stored mail.
#include "core/mail/shown-header.hh"

#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "core/mail/ticket-reference.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::mail;

namespace {

std::size_t count(std::string_view header, std::string_view name) {
    const auto fields = split_header(header);
    return static_cast<std::size_t>(std::count_if(
        fields.begin(), fields.end(), [&](const HeaderField& field) { return field.is(name); }));
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // Our own lines stand above every stored header: no field of it can go on in one before it.
    const std::string stored =
        "Return-Path: <>\r\n" + std::string(vorrang::fuzz::text_of(data, size));
    for (const ShownIn view : {ShownIn::row, ShownIn::conversation}) {
        const std::string base = base_header(stored, "<fallback@desk.example>", view);
        VORRANG_CLAIM(base.ends_with("\r\n") && base.find("\r\n\r\n") == std::string::npos);
        VORRANG_CLAIM(base.size() <= 2 * stored.size() + 64);
        VORRANG_CLAIM(count(base, "subject") == 1 && count(base, "message-id") >= 1);
        VORRANG_CLAIM(count(base, "reply-to") == 0 && count(base, "x-vorrang-ticket") == 0);
        VORRANG_CLAIM(view == ShownIn::conversation || count(base, "references") == 0);
        VORRANG_CLAIM(base_header(base, "<fallback@desk.example>", view) == base);
        const std::string prefix = "A 11-22 14:30 [#4815] ";
        const std::string lines = "Received: by desk\r\n";
        const std::string shown = shown_header(base, lines, prefix);
        VORRANG_CLAIM(shown.size() == base.size() + lines.size() + prefix.size());
        VORRANG_CLAIM(split_header(shown).size() == split_header(base).size() + 1);
        const Message message = parse_message(shown);
        VORRANG_CLAIM(message.over_cap || message.subject.starts_with("A 11-22 14:30 [#4815]"));
    }
    return 0;
}
