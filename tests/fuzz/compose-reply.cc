// The customer's mail, from an agent's. Parts: the customer's subject, the agent's mail (what of
// its header describes the content, and its body).
#include "core/mail/compose-reply.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"
#include "core/mail/reply-parts.hh"
#include "core/mail/text-above.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

namespace {

ReplyJob job(std::string_view customer_subject) {
    ReplyJob out;
    out.ticket = {4815, "abcdefghijklmnopqrstuv2345"};
    out.outbox_id = 18;
    out.channel = {"Support", "support@desk.example", "Europe/Berlin"};
    out.to = {{"Ina Heyer", "kunde", "heyer.example"}};
    out.customer_subject = guess_utf8(customer_subject);
    out.message_id = "<1@heyer.example>";
    out.references = {"<0@heyer.example>"};
    out.desk_domains = {"desk.example"};
    out.own_addresses = {"anna@staff.example"};
    return out;
}

std::size_t count(std::string_view header, std::string_view name) {
    const auto fields = split_header(header);
    return static_cast<std::size_t>(std::count_if(
        fields.begin(), fields.end(), [&](const HeaderField& field) { return field.is(name); }));
}

void check_header(const std::string& header) {
    VORRANG_CLAIM(header.ends_with("\r\n") && header.find("\r\n\r\n") == std::string::npos);
    for (const char* one :
         {"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "References"}) {
        VORRANG_CLAIM(count(header, one) == 1);
    }
    for (const char* none : {"Cc", "Bcc", "Received", "Sender", "X-Vorrang-Ticket", "Autocrypt"}) {
        VORRANG_CLAIM(count(header, none) == 0);
    }
    for (const HeaderField& field : split_header(header)) {
        VORRANG_CLAIM(field.is("Subject") || row_prefixes(field.raw).empty());
    }
    const Message message = parse_message(header);
    VORRANG_CLAIM(message.from_count == 1 && message.from.front().key() == "support@desk.example");
    VORRANG_CLAIM(message.to.size() == 1 && message.to.front().key() == "kunde@heyer.example");
    // The tag is ours; what stands before it is the customer's own, even if it looks like a due.
    VORRANG_CLAIM(message.over_cap || message.subject.ends_with("[#4815]"));
    VORRANG_CLAIM(
        row_prefixes(message.subject.substr(0, message.subject.rfind("[#4815]"))).empty());
}

/// No row prefix in any text or header of a part.
void check_part(const MimePart& part) {
    if (part.content_type.value.starts_with("text/") && !is_wide(part.charset())) {
        VORRANG_CLAIM(row_prefixes(part.content()).empty());
    }
    for (const MimePart& child : part.parts) {
        VORRANG_CLAIM(row_prefixes(child.header).empty());
        check_part(child);
    }
}

/// Words behind a prefix or field that was taken out are no command, even if they look like one.
bool hides_words(std::string_view text) {
    return !row_prefixes(text).empty() || lower(text).find("x-vorrang-") != std::string::npos;
}

void check_commands(const MimeTree& before, const MimeTree& after) {
    const OwnText was = own_text(before.root);
    const OwnText own = own_text(after.root);
    if (own.plain != nullptr && was.plain != nullptr && !is_wide(own.plain->charset()) &&
        !hides_words(was.plain->content())) {
        const auto lines = parse_agent_lines(own.plain->content());
        VORRANG_CLAIM(lines && lines->lines.empty());
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [subject, input] = vorrang::fuzz::parts_of<2>(data, size);
    const MailSplit mail = split_mail(input);
    const std::string header = "From: Anna Berg <anna@staff.example>\r\nBcc: b@c.example\r\n"
                               "Received: by desk\r\nX-Vorrang-Ticket: 4815\r\n" +
                               std::string(mail.header);
    const vorrang::Instant now{std::chrono::seconds(1763818200)};
    const auto read = read_reply(header, mail.body);
    const auto composed = compose_reply(header, mail.body, job(subject), now);
    // What the milter takes can be composed, and what it does not take cannot; canned replies are
    // looked up elsewhere.
    VORRANG_CLAIM(read || !composed);
    VORRANG_CLAIM(composed || !read || read->has("use"));
    if (!composed) {
        return 0;
    }
    check_header(composed->header);
    VORRANG_CLAIM(composed->whole().size() <= 4 * size + 4096);
    const MimeTree tree = parse_mime(composed->header, composed->body);
    check_part(tree.root);
    if (!read->has("ask")) {
        check_commands(parse_mime(header, mail.body), tree);
    }
    return 0;
}
