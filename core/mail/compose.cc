#include "core/mail/compose.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/header-writer.hh"
#include "core/mail/multipart.hh"
#include "core/mail/standard-text.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::mail {

namespace {

/// What of a customer's subject or name is repeated.
constexpr std::size_t subject_limit = 400;
constexpr std::size_t name_limit = 100;

Result<Mailbox> sendable(std::string_view address, std::string_view display) {
    auto mailbox = parse_path(address);
    if (!mailbox || !is_sendable(*mailbox)) {
        return fail(ErrorCode::data,
                    fmt::format("no mail can be addressed to {}", one_line(guess_utf8(address))));
    }
    mailbox->display = cut_utf8(one_line(display), name_limit);
    return *mailbox;
}

/// The MIME fields of a plain text and the text in the encoding they name.
std::string write_text(HeaderWriter& header, std::string_view utf8) {
    const std::string text = crlf_lines(repair_utf8(utf8));
    const bool encode = !is_ascii(text) || has_long_lines(text);
    header.plain("MIME-Version", "1.0");
    header.plain("Content-Type",
                 is_ascii(text) ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8");
    header.plain("Content-Transfer-Encoding", encode ? "quoted-printable" : "7bit");
    return encode ? encode_transfer(text, TransferEncoding::quoted_printable) : text;
}

/// Minutes as 0:15.
std::string hours_text(std::int64_t minutes) {
    return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

Result<std::string> standard_body(const StandardJob& job, Language language) {
    TemplateWords words;
    words.number = job.ticket.ticket;
    words.unanswered = job.unanswered;
    words.last = job.last;
    words.contingent = job.contingent.name;
    words.left = hours_text(job.contingent.left);
    words.of = hours_text(job.contingent.of);
    words.used_up = job.contingent.left == 0;
    words.channel = job.channel.name;
    if (job.known) {
        words.subject = cut_utf8(one_line(job.customer_subject), subject_limit);
    }
    if (job.response_due) {
        auto due = local_time(*job.response_due, job.channel.zone, language);
        if (!due) {
            return due;
        }
        words.due = *due;
    }
    Letter letter = job.letter;
    if (letter.name.empty()) {
        letter.name = cut_utf8(one_line(job.to.display), name_limit);
    }
    return write_letter(kind_name(job.kind), letter, std::move(words), job.known);
}

std::string standard_subject(const StandardJob& job, Language language) {
    if (job.known) {
        return answer_subject(job.customer_subject, job.ticket.ticket);
    }
    return fmt::format("{} [#{}]", stranger_subject(job.kind, language), job.ticket.ticket);
}

/// Answer marks are dropped, forward marks are part of what the customer wrote.
bool drop_answer_mark(std::string_view& subject) {
    for (const std::string_view mark : {"re:", "aw:", "antw:", "sv:", "vs:", "odp:", "rif:"}) {
        if (equals_folded(subject.substr(0, mark.size()), mark)) {
            subject = trim(subject.substr(mark.size()));
            return true;
        }
    }
    return false;
}

} // namespace

bool has_long_lines(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos;
         end = text.find('\n', begin)) {
        if (end - begin > 900) {
            return true;
        }
        begin = end + 1;
    }
    return text.size() - begin > 900;
}

std::string crlf_lines(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\r\n";
        } else if (c != '\r' && c != '\0') {
            out += c;
        }
    }
    return out.ends_with('\n') || out.empty() ? out : out + "\r\n";
}

std::string answer_subject(std::string_view customer_subject, std::int64_t ticket) {
    std::string text = without_row_prefixes(one_line(customer_subject));
    const std::string tag = fmt::format("[#{}]", ticket);
    std::string bare;
    std::size_t at = 0;
    for (std::size_t found = text.find(tag); found != std::string::npos;
         found = text.find(tag, at)) {
        bare.append(text, at, found - at);
        at = found + tag.size();
    }
    text = one_line(cut_utf8(bare.append(text, at), subject_limit));
    std::string_view rest = trim(text);
    while (drop_answer_mark(rest)) {
    }
    return rest.empty() ? "Re: " + tag : fmt::format("Re: {} {}", rest, tag);
}

std::size_t shown_size(const ComposedMail& mail, ShownIn view) {
    return shown_size(base_header(mail.header, mail.message_id, view).size(), mail.body.size());
}

Result<ComposedMail> compose_standard(const StandardJob& job, Instant now) {
    const Language language = language_of(job.letter.language);
    const auto from = sendable(job.channel.address, job.channel.name);
    const auto to = sendable(job.to.address(), job.known ? job.to.display : "");
    const auto body = standard_body(job, language);
    if (!from || !to || !body) {
        return tl::unexpected<Error>(!from ? from.error() : !to ? to.error() : body.error());
    }
    ComposedMail mail;
    mail.subject = standard_subject(job, language);
    mail.from = from->address();
    mail.message_id = make_message_id(job.ticket, job.outbox_id, from->domain);
    const std::string customer_id = job.message_id.value_or("");

    HeaderWriter header;
    header.addresses("From", {&*from, 1});
    header.addresses("To", {&*to, 1});
    header.plain("Reply-To", make_ticket_address(from->address(), job.ticket));
    header.text("Subject", mail.subject);
    header.date("Date", now);
    header.plain("Message-ID", mail.message_id);
    header.ids("In-Reply-To", {&customer_id, 1});
    header.ids("References", answer_references(job.references, customer_id));
    header.plain("Auto-Submitted",
                 job.kind == StandardMail::confirmation ? "auto-replied" : "auto-generated");
    header.plain("X-Auto-Response-Suppress", "All");
    const auto content = text_and_html(repair_utf8(*body),
                                       fmt::format("=_{}.{}=", job.ticket.ticket, job.outbox_id));
    header.plain("MIME-Version", "1.0");
    header.raw(content.fields);
    mail.body = content.body;
    mail.header = header.str();
    return mail;
}

Result<ComposedMail> compose_notice(const NoticeJob& job, Instant now) {
    const auto from = sendable(job.from.address(), job.from.display);
    const auto to = sendable(job.to.address(), job.to.display);
    if (!from || !to) {
        return tl::unexpected<Error>(!from ? from.error() : to.error());
    }
    ComposedMail mail;
    const std::string tag = job.ticket > 0 ? fmt::format("[#{}] ", job.ticket) : "";
    mail.subject = "! " + tag + std::string(cut_utf8(one_line(job.summary), subject_limit));
    mail.from = from->address();
    mail.message_id = job.message_id;

    HeaderWriter header;
    const std::string name(from->display);
    const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    if (bare) {
        header.plain("From", name + " <" + from->address() + ">");
    } else {
        header.addresses("From", {&*from, 1});
    }
    header.addresses("To", {&*to, 1});
    header.text("Subject", mail.subject);
    header.date("Date", now);
    header.ids("Message-ID", {&mail.message_id, 1});
    header.plain("X-Vorrang-Notice", job.kind);
    header.plain("Auto-Submitted", "auto-generated");
    header.plain("X-Auto-Response-Suppress", "All");
    mail.body = write_text(header, job.text);
    mail.header = header.str();
    return mail;
}

Result<ComposedMail> compose_article(const ArticleJob& job, Instant at) {
    const auto from = sendable(job.from.address(), job.from.display);
    if (!from) {
        return pass_on(from);
    }
    ComposedMail mail;
    mail.subject =
        fmt::format("[kb {}] {}", job.number, cut_utf8(one_line(job.title), subject_limit));
    mail.from = from->address();
    mail.message_id = job.message_id;

    HeaderWriter header;
    header.addresses("From", {&*from, 1});
    header.text("Subject", mail.subject);
    header.date("Date", at);
    header.ids("Message-ID", {&mail.message_id, 1});
    header.plain("Auto-Submitted", "auto-generated");
    mail.body = write_text(
        header,
        fmt::format(
            "{}\n\n-- \n#kb {} on top of a reply puts this text into it.\n", job.text, job.number));
    mail.header = header.str();
    return mail;
}

} // namespace vorrang::mail
