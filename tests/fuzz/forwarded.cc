// Whose mail an agent forwards: attached to a mail, or standing in its text.
#include "core/mail/forwarded.hh"

#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

namespace {

void check(const Forwarded& one) {
    VORRANG_CLAIM(!one.from.domain.empty());
    for (const std::string& text : {one.from.display, one.from.key(), one.subject}) {
        VORRANG_CLAIM(is_utf8(text) && vorrang::fuzz::is_one_line(text));
    }
}

bool lies_in(std::string_view inner, std::string_view outer) {
    return inner.data() >= outer.data() &&
           inner.data() + inner.size() <= outer.data() + outer.size();
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = vorrang::fuzz::text_of(data, size);
    const MailSplit mail = split_mail(input);
    if (const auto original = attached_original(mail.header, mail.body)) {
        check(*original);
        VORRANG_CLAIM(original->header && lies_in(*original->header, mail.body));
        VORRANG_CLAIM(lies_in(original->body, mail.body));
    }
    for (const std::string& text : {std::string(input), body_text(mail.header, mail.body)}) {
        if (const auto original = inline_original(text)) {
            check(*original);
        }
    }
    VORRANG_CLAIM(!has_forward_mark(without_forward_marks(input)));
    return 0;
}
