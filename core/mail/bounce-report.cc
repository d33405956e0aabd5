#include "core/mail/clean-text.hh"
#include "core/mail/machine-mail.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"

namespace vorrang::mail {

namespace {

constexpr std::size_t recipient_limit = 100;

std::string text_of(std::string_view value) {
    return one_line(guess_utf8(unfold(value)));
}

/// `rfc822; a@b.example` → `a@b.example`
std::string typed_address(std::string_view value) {
    const std::string text = text_of(value);
    const std::size_t semicolon = text.find(';');
    const std::string_view address =
        trim(std::string_view(text).substr(semicolon == std::string::npos ? 0 : semicolon + 1));
    const auto mailbox = parse_path(address);
    return mailbox ? mailbox->address() : std::string(address);
}

void read_group(const std::vector<HeaderField>& group, BounceReport& report) {
    if (const auto envelope = find_field(group, "Original-Envelope-Id")) {
        report.original_envelope_id = text_of(*envelope);
    }
    const auto final_recipient = find_field(group, "Final-Recipient");
    const auto original = find_field(group, "Original-Recipient");
    if ((!final_recipient && !original) || report.recipients.size() >= recipient_limit) {
        return;
    }
    BounceReport::Recipient recipient;
    recipient.address = typed_address(original ? *original : *final_recipient);
    recipient.action = lower(text_of(find_field(group, "Action").value_or("")));
    recipient.status = text_of(find_field(group, "Status").value_or(""));
    recipient.diagnostic = text_of(find_field(group, "Diagnostic-Code").value_or(""));
    report.recipients.push_back(std::move(recipient));
}

/// Groups of fields with blank lines between them.
void read_groups(std::string_view text, BounceReport& report) {
    while (!text.empty()) {
        const auto group = split_header(text);
        std::size_t used = 0;
        for (const HeaderField& field : group) {
            used += field.raw.size();
        }
        read_group(group, report);
        text.remove_prefix(used);
        while (text.starts_with('\n') || text.starts_with('\r')) {
            text.remove_prefix(1);
        }
    }
}

void read_returned(std::string_view header, BounceReport& report) {
    if (!report.original_message_id) {
        report.original_message_id = parse_message(header).message_id;
    }
}

void read_part(const MimePart& part, BounceReport& report) {
    if (part.is("message/delivery-status") || part.is("message/global-delivery-status")) {
        read_groups(part.content(), report);
    } else if (part.is("message/rfc822") && !part.parts.empty()) {
        read_returned(part.parts.front().header, report);
    } else if (part.is("message/rfc822") || part.is("text/rfc822-headers") ||
               part.is("message/rfc822-headers") || part.is("message/global-headers")) {
        const std::string content = part.content();
        read_returned(split_mail(content).header, report);
    } else if (part.is_multipart()) {
        for (const MimePart& child : part.parts) {
            read_part(child, report);
        }
    }
}

} // namespace

BounceReport bounce_report(std::string_view header, std::string_view body) {
    BounceReport report;
    const MimeTree tree = parse_mime(header, body);
    if (tree.root.is("multipart/report")) {
        read_part(tree.root, report);
    }
    return report;
}

} // namespace vorrang::mail
