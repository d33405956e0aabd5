#include "core/mail/compose-reply.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/compose-ask.hh"
#include "core/mail/cover-sheet.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/header-writer.hh"
#include "core/mail/html-text.hh"
#include "core/mail/message.hh"
#include "core/mail/own-words.hh"
#include "core/mail/reply-parts.hh"
#include "core/mail/text-above.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace vorrang::mail {

namespace {

/// What of the agent's header speaks to the customer.
constexpr std::array<std::string_view, 3> importance_fields = {
    "importance", "priority", "x-priority"};

bool is_importance(const HeaderField& field) {
    const std::string name = lower(field.name);
    return std::find(importance_fields.begin(), importance_fields.end(), name) !=
           importance_fields.end();
}

/// The fields that describe the content.
std::string content_fields(std::string_view header) {
    HeaderWriter out;
    for (const HeaderField& field : split_header(header)) {
        if (field.is("mime-version") || lower(field.name).starts_with("content-")) {
            out.raw(without_row_prefixes(field.raw)); // a file name may repeat a row's subject
        }
    }
    return out.str();
}

bool is_ours(const Mailbox& mailbox, const ReplyJob& job) {
    const std::string key = mailbox.key();
    const auto same = [](std::string_view text) {
        return [text](const std::string& one) { return equals_folded(one, text); };
    };
    return std::any_of(job.desk_domains.begin(), job.desk_domains.end(), same(mailbox.domain)) ||
           std::any_of(job.own_addresses.begin(), job.own_addresses.end(), same(key));
}

/// The list without ours and without whom `seen` has already.
std::vector<Mailbox>
outsiders(const std::vector<Mailbox>& list, const ReplyJob& job, std::set<std::string>& seen) {
    std::vector<Mailbox> out;
    for (const Mailbox& mailbox : list) {
        if (!is_ours(mailbox, job) && is_sendable(mailbox) && seen.insert(mailbox.key()).second) {
            out.push_back(mailbox);
        }
    }
    return out;
}

/// Agents' addresses outside the desk's domains are private: the channel's stands in their place.
CleanRules rules_of(const ReplyJob& job) {
    CleanRules rules{{}, job.channel.address};
    for (const std::string& address : job.own_addresses) {
        const auto mailbox = parse_path(address);
        const bool desk = mailbox && std::any_of(job.desk_domains.begin(),
                                                 job.desk_domains.end(),
                                                 [&](const std::string& domain) {
                                                     return equals_folded(domain, mailbox->domain);
                                                 });
        if (mailbox && !desk) {
            rules.private_addresses.push_back(mailbox->key());
        }
    }
    return rules;
}

/// Paragraphs of format=flowed (RFC 3676) as one line each.
std::string unflowed(std::string_view text, bool delsp) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(line.starts_with(' ') ? 1 : 0);
        const bool goes_on = line.ends_with(' ') && !text.empty();
        line.remove_suffix(goes_on && delsp ? 1 : 0);
        out.append(line).append(goes_on ? "" : "\n");
    }
    return out;
}

std::string own_words_of(const MimePart& part, std::string_view text) {
    std::string own = own_words(text);
    if (!equals_folded(part.content_type.parameter("format"), "flowed")) {
        return own;
    }
    return unflowed(own, equals_folded(part.content_type.parameter("delsp"), "yes"));
}

/// Readable HTML has no blanks at the ends of lines, which the line above a signature needs.
std::string with_signature_mark(std::string text) {
    const std::size_t mark = text.find("\n--\n");
    return mark == std::string::npos ? text : text.insert(mark + 3, " ");
}

Result<AgentLines> lines_of(const MimePart* part, bool html) {
    if (part == nullptr) {
        return AgentLines{};
    }
    const std::string text = charset_to_utf8(part->content(), part->charset());
    auto lines = parse_agent_lines(html ? readable_html(text) : text);
    if (!lines) {
        return lines;
    }
    if (html) {
        const auto own = parse_agent_lines(readable_html(before_html_quote(text)));
        lines->own = own ? own_words(with_signature_mark(own->text)) : "";
    } else {
        lines->own = own_words_of(*part, lines->text);
    }
    lines->bare = lines->own.empty();
    return lines;
}

/// The commands on top of a mail's text, of its plain part if that has any.
Result<AgentLines> lines_of(const MimeTree& tree) {
    const OwnText own = own_text(tree.root);
    auto plain = lines_of(own.plain, false);
    auto html = lines_of(own.html, true);
    if (!plain || !html) {
        return plain ? std::move(html) : std::move(plain);
    }
    const bool from_html = own.plain == nullptr || (plain->lines.empty() && !html->lines.empty());
    return std::move(from_html ? html : plain);
}

bool has_attachment(const MimePart& root) {
    return find_part(root, [](const MimePart& part) { return part.attachment; }) != nullptr;
}

void write_header(HeaderWriter& out,
                  const ComposedMail& mail,
                  const ReplyJob& job,
                  const std::vector<Mailbox>& to,
                  const std::vector<Mailbox>& cc,
                  Instant now) {
    const std::string answered = job.message_id.value_or("");
    auto from = parse_path(job.channel.address).value_or(Mailbox{});
    from.display = job.channel.name;
    out.addresses("From", {&from, 1});
    out.addresses("To", to);
    out.addresses("Cc", cc);
    out.plain("Reply-To", make_ticket_address(from.address(), job.ticket));
    out.text("Subject", mail.subject);
    out.date("Date", now);
    out.plain("Message-ID", mail.message_id);
    out.ids("In-Reply-To", {&answered, 1});
    out.ids("References", answer_references(job.references, answered));
}

TemplateWords words_of(const ReplyJob& job) {
    TemplateWords words;
    words.number = job.ticket.ticket;
    words.subject = job.customer_subject;
    words.channel = job.channel.name;
    return words;
}

/// The canned replies and articles that a mail asks for, one below the other; "" if it asks for
/// none.
Result<std::string> canned_text(const AgentLines& lines, const ReplyJob& job) {
    std::string out;
    for (const std::string& name : lines.args_of("use")) {
        auto text = write_letter("use/" + lower(name), job.letter, words_of(job));
        if (!text) {
            return text;
        }
        out += (out.empty() ? "" : "\n") + *text;
    }
    for (const std::string& article : job.articles) {
        out += (out.empty() ? "" : "\n") + article + "\n";
    }
    return out;
}

Result<MailContent>
asked(const MimeTree& tree, const AgentLines& lines, std::string canned, const ReplyJob& job) {
    TemplateWords words = words_of(job);
    const std::string question = question_of(lines);
    words.text = canned + (canned.empty() || question.empty() ? "" : "\n") + question;
    words.text.erase(words.text.find_last_not_of('\n') + 1);
    const auto letter = write_letter("ask", job.letter, std::move(words));
    if (!letter) {
        return pass_on(letter);
    }
    const auto text = clean_plain(*letter, {}, rules_of(job));
    if (!text) {
        return pass_on(text);
    }
    return ask_content(tree, *text, fmt::format("=_{}.{}", job.ticket.ticket, job.outbox_id));
}

/// What the customer is to read.
Result<MailContent>
content_of(std::string_view header, std::string_view body, const ReplyJob& job) {
    const MimeTree tree = parse_mime(header, body);
    const auto lines = lines_of(tree);
    auto cleaned =
        lines ? clean_parts(tree, body, rules_of(job)) : Result<std::string>(pass_on(lines));
    auto canned = lines ? canned_text(*lines, job) : Result<std::string>(pass_on(lines));
    if (!cleaned || !canned) {
        return tl::unexpected<Error>(!cleaned ? cleaned.error() : canned.error());
    }
    MailContent content{content_fields(header), std::move(*cleaned)};
    if (lines->has("ask")) {
        return asked(parse_mime(content.fields, content.body), *lines, std::move(*canned), job);
    }
    if (!canned->empty()) {
        const auto text = clean_plain(*canned, {}, rules_of(job));
        if (!text) {
            return pass_on(text);
        }
        put_above(content, *text);
    }
    return content;
}

} // namespace

Result<AgentLines> read_reply(std::string_view header, std::string_view body) {
    const MimeTree tree = parse_mime(header, body);
    auto lines = lines_of(tree);
    if (!lines) {
        return lines;
    }
    if (const auto can = can_clean_parts(tree, body, {}); !can) {
        return pass_on(can);
    }
    if (lines->has("ask")) {
        if (const auto can = check_ask(tree, *lines); !can) {
            return pass_on(can);
        }
    }
    lines->bare = lines->bare && lines->for_customer() == nullptr && !has_attachment(tree.root);
    lines->attached = attached_message_ids(tree);
    lines->quotes_cover = quotes_cover_sheet(tree.root);
    return lines;
}

Result<AgentLines> read_reply(const RawMail& mail) {
    const auto header = mail.header(0, mail.header_size());
    const auto body = mail.body(0, mail.body_size());
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    return read_reply(*header, *body);
}

Result<ComposedMail>
compose_reply(std::string_view header, std::string_view body, const ReplyJob& job, Instant now) {
    const auto from = parse_path(job.channel.address);
    if (!from || !is_sendable(*from)) {
        return fail(ErrorCode::data,
                    fmt::format("the channel's address {} is none", job.channel.address));
    }
    std::set<std::string> seen;
    const auto to = outsiders(job.to, job, seen);
    const auto cc = outsiders(job.cc, job, seen);
    if (to.empty()) {
        return fail(ErrorCode::data, "the reply has no recipient outside the desk");
    }
    auto content = content_of(header, body, job);
    if (!content) {
        return pass_on(content);
    }
    ComposedMail mail;
    mail.body = std::move(content->body);
    mail.from = from->address();
    mail.message_id = make_message_id(job.ticket, job.outbox_id, from->domain);
    const std::string own_subject = parse_message(header).subject;
    mail.subject = answer_subject(job.customer_subject.empty() ? own_subject : job.customer_subject,
                                  job.ticket.ticket);
    HeaderWriter out;
    write_header(out, mail, job, to, cc, now);
    for (const HeaderField& field : split_header(header)) {
        if (is_importance(field)) {
            out.raw(without_row_prefixes(field.raw));
        }
    }
    mail.header = out.str() + content->fields;
    return mail;
}

} // namespace vorrang::mail
