// The desk's own mails. Parts: customer's subject, display name, address, Message-ID, References,
// text of a notice (its first byte chooses the kind of mail).
#include "core/mail/clean-text.hh"
#include "core/mail/compose.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::mail;

namespace {

const vorrang::Instant now{std::chrono::seconds(1763818200)};

/// One header writer: whatever goes in, these fields come out, each once, in lines that may be
/// sent.
void check(const ComposedMail& mail, std::size_t least, std::size_t most) {
    VORRANG_CLAIM(mail.header.ends_with("\r\n") && is_ascii(mail.header));
    VORRANG_CLAIM(mail.header.find("\r\n\r\n") == std::string::npos);
    const auto fields = split_header(mail.header);
    VORRANG_CLAIM(fields.size() >= least && fields.size() <= most);
    for (const HeaderField& field : fields) {
        VORRANG_CLAIM(field.name == "X-Vorrang-Notice" ||
                      lower(field.name).find("vorrang") == std::string::npos);
        VORRANG_CLAIM(!field.is("Bcc") && !field.is("Cc"));
    }
    for (const std::string_view part :
         {std::string_view(mail.header), std::string_view(mail.body)}) {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < part.size(); ++i) {
            VORRANG_CLAIM(part[i] != '\0');
            VORRANG_CLAIM(part[i] != '\r' || part.substr(i, 2) == "\r\n");
            VORRANG_CLAIM(part[i] != '\n' || (i > 0 && part[i - 1] == '\r'));
            VORRANG_CLAIM(i - begin < 998);
            begin = part[i] == '\n' ? i + 1 : begin;
        }
    }
    const Message message = parse_message(mail.header);
    VORRANG_CLAIM(message.from_count == 1 && message.to.size() == 1);
    VORRANG_CLAIM(message.from.front().key() == "support@desk.example");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [subject, display, address, id, reference, text] =
        vorrang::fuzz::parts_of<6>(data, size);
    const unsigned choice = text.empty() ? 0 : static_cast<unsigned char>(text.front());
    const Mailbox to = parse_path(address).value_or(Mailbox{"", "kunde", "heyer.example"});
    StandardJob job;
    job.kind = std::array{
        StandardMail::confirmation, StandardMail::closing, StandardMail::reminder}[choice % 3];
    job.ticket = {4815, "abcdefghijklmnopqrstuv2345"};
    job.outbox_id = 17;
    job.channel = {guess_utf8(display), "support@desk.example", "Europe/Berlin"};
    job.to = {guess_utf8(display), to.local, to.domain};
    job.customer_subject = guess_utf8(subject);
    job.message_id = std::string(id);
    job.references = {std::string(reference), std::string(id)};
    job.known = choice % 2 == 0;
    job.letter.language = choice % 5 == 0 ? "de" : "en";
    job.letter.salutation = guess_utf8(display);
    if (const auto mail = compose_standard(job, now)) {
        check(*mail, 10, 12);
        VORRANG_CLAIM(mail->body.size() <= 65536);
        VORRANG_CLAIM(parse_message(mail->header).subject.ends_with("[#4815]"));
    }
    NoticeJob notice;
    notice.from = {"Vorrang", "support", "desk.example"};
    notice.to = job.to;
    notice.kind = "collision";
    notice.ticket = 4815;
    notice.summary = std::string(subject);
    notice.text = std::string(text);
    notice.message_id = std::string(id);
    if (const auto mail = compose_notice(notice, now)) {
        check(*mail, 9, 11);
        VORRANG_CLAIM(mail->body.size() <= 12 * text.size() + 64);
    }
    return 0;
}
