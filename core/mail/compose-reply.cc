#include "core/mail/compose-reply.hh"

#include "core/mail/header-fields.hh"
#include "core/mail/header-writer.hh"
#include "core/mail/html-text.hh"
#include "core/mail/message.hh"
#include "core/mail/own-words.hh"
#include "core/mail/reply-parts.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace vorrang::mail {

namespace {

/// Beside Content-* what of the agent's header speaks to the customer.
constexpr std::array<std::string_view, 4> kept_fields = {
    "mime-version", "importance", "priority", "x-priority"};

bool is_kept(const HeaderField& field) {
    const std::string name = lower(field.name);
    return name.starts_with("content-") ||
           std::find(kept_fields.begin(), kept_fields.end(), name) != kept_fields.end();
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

Result<AgentLines> lines_of(const MimePart* part, bool html) {
    if (part == nullptr) {
        return AgentLines{};
    }
    const std::string text = charset_to_utf8(part->content(), part->charset());
    auto lines = parse_agent_lines(html ? readable_html(text) : text);
    if (!lines) {
        return lines;
    }
    const auto own = html ? parse_agent_lines(readable_html(before_html_quote(text)))
                          : Result<AgentLines>(*lines);
    lines->bare = own && !has_own_words(own->text);
    return lines;
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

} // namespace

Result<AgentLines> read_reply(std::string_view header, std::string_view body) {
    const MimeTree tree = parse_mime(header, body);
    const OwnText own = own_text(tree.root);
    auto plain = lines_of(own.plain, false);
    auto html = lines_of(own.html, true);
    if (!plain || !html) {
        return plain ? std::move(html) : std::move(plain);
    }
    if (const auto can = can_clean_parts(tree, body, {}); !can) {
        return pass_on(can);
    }
    const bool from_html = own.plain == nullptr || (plain->lines.empty() && !html->lines.empty());
    auto& lines = from_html ? html : plain;
    lines->bare = lines->bare && !has_attachment(tree.root);
    return std::move(lines);
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
    const MimeTree tree = parse_mime(header, body);
    auto cleaned = clean_parts(tree, body, rules_of(job));
    if (!cleaned) {
        return pass_on(cleaned);
    }
    ComposedMail mail;
    mail.body = std::move(*cleaned);
    mail.from = from->address();
    mail.message_id = make_message_id(job.ticket, job.outbox_id, from->domain);
    const std::string own_subject = parse_message(header).subject;
    mail.subject = answer_subject(job.customer_subject.empty() ? own_subject : job.customer_subject,
                                  job.ticket.ticket);
    HeaderWriter out;
    write_header(out, mail, job, to, cc, now);
    for (const HeaderField& field : split_header(header)) {
        if (is_kept(field)) {
            out.raw(field.raw);
        }
    }
    mail.header = out.str();
    return mail;
}

} // namespace vorrang::mail
