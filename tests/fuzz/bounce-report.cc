// Delivery reports, and what tells that a machine wrote a mail. The input is a whole mail.
#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/machine-mail.hh"
#include "tests/fuzz/target.hh"

#include <optional>
#include <string>

using namespace vorrang::mail;

namespace {

bool is_text(const std::string& text) {
    return is_utf8(text) && vorrang::fuzz::is_one_line(text);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MailSplit mail = split_mail(vorrang::fuzz::text_of(data, size));
    (void)machine_kind(mail.header, "kunde@heyer.example");
    VORRANG_CLAIM(machine_kind(mail.header, "") != MachineKind::none);
    const BounceReport report = bounce_report(mail.header, mail.body);
    for (const BounceReport::Recipient& one : report.recipients) {
        VORRANG_CLAIM(is_text(one.address) && is_text(one.action));
        VORRANG_CLAIM(is_text(one.status) && is_text(one.diagnostic));
    }
    VORRANG_CLAIM(is_text(report.original_message_id.value_or("")));
    VORRANG_CLAIM(is_text(report.original_envelope_id.value_or("")));
    return 0;
}
