// Address lists of header fields, and SMTP paths.
#include "core/mail/address.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-writer.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;
using vorrang::fuzz::is_one_line;

namespace {

void check(const Mailbox& mailbox) {
    for (const std::string& text : {mailbox.display, mailbox.local, mailbox.domain}) {
        VORRANG_CLAIM(is_utf8(text) && is_one_line(text));
    }
    VORRANG_CLAIM(normal_domain(mailbox.domain) == mailbox.domain);
    if (is_sendable(mailbox)) {
        const auto again = parse_path(mailbox.address());
        VORRANG_CLAIM(again && again->key() == mailbox.key() && again->local == mailbox.local);
        VORRANG_CLAIM(parse_path("<" + mailbox.address() + ">").value().key() == mailbox.key());
    }
    const DetailSplit split = split_detail(mailbox.local);
    VORRANG_CLAIM(split.base.size() + (split.detail ? split.detail->size() + 1 : 0) ==
                  mailbox.local.size());
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const AddressList list = parse_address_list(text);
    VORRANG_CLAIM(list.mailboxes.size() <= address_limit);
    for (const Mailbox& mailbox : list.mailboxes) {
        check(mailbox);
    }
    if (const auto path = parse_path(text)) {
        VORRANG_CLAIM(!path->local.empty() && !path->domain.empty());
        check(*path);
    }
    return 0;
}
