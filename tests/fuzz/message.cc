// A mail's header block: the fields, and what they say.
#include "core/mail/message.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::mail;

namespace {

void check_text(const std::string& text) {
    VORRANG_CLAIM(is_utf8(text) && vorrang::fuzz::is_one_line(text));
}

void check_fields(std::string_view header) {
    const auto fields = split_header(header);
    std::size_t used = 0;
    for (const HeaderField& field : fields) {
        VORRANG_CLAIM(field.raw.data() == header.data() + used);
        VORRANG_CLAIM(!field.raw.empty());
        used += field.raw.size();
        const ParameterValue value = parse_parameters(field.value);
        VORRANG_CLAIM(value.value.size() <= field.value.size());
        (void)parse_date(field.value);
        check_text(decode_header_text(field.value));
        // Whatever it says, one field comes out.
        const std::string coded = "X: " + encode_header_text(guess_utf8(field.value), 3) + "\r\n";
        VORRANG_CLAIM(is_ascii(coded) && split_header(coded).size() == 1);
        VORRANG_CLAIM(split_header(coded).front().raw == coded);
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header = vorrang::fuzz::text_of(data, size);
    check_fields(header);
    const Message message = parse_message(header);
    check_text(message.subject);
    check_text(message.subject_raw);
    check_text(message.message_id.value_or(""));
    VORRANG_CLAIM(message.from_count >= message.from.size());
    VORRANG_CLAIM(message.to.size() <= address_limit && message.cc.size() <= address_limit);
    VORRANG_CLAIM(message.references.size() <= reference_limit);
    for (const std::string& id : message.answered_ids()) {
        check_text(id);
        VORRANG_CLAIM(id.starts_with('<') && id.ends_with('>'));
    }
    for (const auto* list : {&message.from, &message.to, &message.cc, &message.reply_to}) {
        for (const Mailbox& mailbox : *list) {
            check_text(mailbox.display + mailbox.key());
        }
    }
    return 0;
}
