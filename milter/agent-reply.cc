#include "milter/agent-reply.hh"

#include "core/mail/compose-ask.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/template-folder.hh"
#include "core/mail/ticket-reference.hh"
#include "milter/enquiry.hh"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace vorrang::milter {

namespace {

AgentRuling refused(std::string sentence) {
    return {.kind = AgentRuling::Kind::refused, .sentence = std::move(sentence)};
}

bool has_kind(const Envelope& envelope, RecipientKind kind) {
    return std::any_of(envelope.recipients.begin(),
                       envelope.recipients.end(),
                       [&](const Recipient& recipient) { return recipient.kind == kind; });
}

std::size_t tickets_named(const Envelope& envelope) {
    std::set<std::int64_t> numbers;
    for (const auto& recipient : envelope.recipients) {
        if (recipient.ticket) {
            numbers.insert(recipient.ticket->ticket);
        }
    }
    return numbers.size();
}

/// Rules that need nothing but the mail. "" if none of them speaks against it.
std::string refusal(const AgentMail& mail) {
    const auto login = mail::parse_path(mail.envelope.login);
    const std::string own = login ? login->key() : mail.envelope.login;
    if (mail.facts.from_count != 1 || mail.facts.from != own) {
        return fmt::format("From must be {} alone, as you are logged in; nothing was sent", own);
    }
    if (tickets_named(mail.envelope) > 1) {
        return "two tickets in one mail; write to each by itself; nothing was sent";
    }
    if (!mail.facts.machine.empty()) {
        return "an automatic mail is no reply; nothing was sent";
    }
    return "";
}

/// The note's own address wins: of two secrets the one that keeps the mail inside counts.
void prefer_note(const Envelope& envelope, api::ReplyFacts& facts) {
    for (const auto& recipient : envelope.recipients) {
        if (recipient.kind == RecipientKind::note && recipient.ticket) {
            facts.mail.token = api::TokenFact{recipient.ticket->ticket, recipient.ticket->token};
            facts.note = true;
            return;
        }
    }
}

/// Whom the envelope names and no header (Bcc): the store must know him to refuse or keep him, as
/// no recipient stays Postfix's.
void add_hidden_recipients(const Envelope& envelope, api::IntakeFacts& facts) {
    for (const auto& recipient : envelope.recipients) {
        const auto is_he = [&](const api::Participant& one) {
            return one.address == recipient.address;
        };
        if (!recipient.is_ours() && recipient.kind != RecipientKind::alias &&
            std::none_of(facts.participants.begin(), facts.participants.end(), is_he)) {
            facts.participants.push_back({recipient.address, "", true});
        }
    }
}

api::ReplyFacts reply_facts(const AgentMail& mail, const mail::AgentLines& lines) {
    api::ReplyFacts facts;
    facts.mail = mail.facts;
    facts.note = lines.has("note") || lines.has("internal");
    prefer_note(mail.envelope, facts);
    add_hidden_recipients(mail.envelope, facts.mail);
    for (const auto& line : lines.lines) {
        facts.lines.emplace_back(line.word, line.args);
    }
    if (lines.time) {
        facts.time_minutes = static_cast<int>(lines.time->count());
    }
    facts.time_comment = lines.time_comment;
    facts.attached = lines.attached;
    facts.quotes_cover = lines.quotes_cover;
    facts.bare = lines.bare;
    facts.text = lines.text;
    if (lines.has("ask")) {
        facts.question = mail::question_of(lines);
    }
    return facts;
}

/// The names there are, as many as one line of SMTP can tell.
std::string names_text(const mail::TemplateFolder::Canned& canned) {
    constexpr std::size_t limit = 250;
    std::string out;
    for (const auto& [name, places] : canned) {
        if (out.size() + name.size() > limit) {
            return out + ", ...";
        }
        out += (out.empty() ? "" : ", ") + name;
    }
    return out;
}

/// Looks the canned replies up that a mail asks for. Whether they are there for the ticket's
/// channel and the customer's language is for the store to say.
Result<void>
find_canned(const mail::AgentLines& lines, const std::string& folder, api::ReplyFacts& facts) {
    if (!lines.has("use")) {
        return {};
    }
    const auto canned = mail::TemplateFolder(folder).canned();
    for (const auto& line : lines.lines) {
        if (line.word != "use") {
            continue;
        }
        const auto found = canned.find(mail::lower(line.args));
        if (found == canned.end()) {
            const std::string there =
                canned.empty() ? "there are none" : "there are: " + names_text(canned);
            return fail(
                ErrorCode::refused,
                fmt::format("line {}: there is no canned reply \"{}\"; {}; nothing was sent",
                            line.number,
                            line.args.substr(0, 40),
                            there));
        }
        auto& places = facts.canned[found->first];
        for (const auto& place : found->second) {
            places.emplace_back(place.channel.value_or(""), place.language.value_or(""));
        }
    }
    return {};
}

AgentRuling to_ruling(const api::ReplyStored& stored) {
    if (stored.outcome == api::ReplyOutcome::refused) {
        return refused(stored.sentence);
    }
    return {.kind = stored.outcome == api::ReplyOutcome::note ? AgentRuling::Kind::note
                                                              : AgentRuling::Kind::reply,
            .ticket = stored.ticket,
            .message = stored.message};
}

} // namespace

Result<bool> AgentReply::concerns_a_ticket(const Envelope& envelope, const mail::Message& header) {
    // A row prefix stands in no mail but ours and must not leave, whoever's ticket it names. A mere
    // [#n] may be another tracker's.
    if (!mail::row_prefixes(header.subject).empty()) {
        return true;
    }
    const auto tags = mail::subject_tags(header.subject);
    if (tags.empty()) {
        return false;
    }
    const auto ticket = store_.ticket_of_agent(envelope.login, tags);
    return ticket ? Result<bool>(ticket->has_value()) : pass_on(ticket);
}

Result<bool> AgentReply::is_about_a_ticket(const AgentMail& mail) {
    if (has_kind(mail.envelope, RecipientKind::ticket) ||
        has_kind(mail.envelope, RecipientKind::note) || !mail.envelope.names_the_desk()) {
        return true;
    }
    mail::Message header;
    header.subject = mail.facts.subject;
    return concerns_a_ticket(mail.envelope, header);
}

Result<AgentRuling> AgentReply::rule(const AgentMail& mail) {
    const auto about_a_ticket = is_about_a_ticket(mail);
    if (!about_a_ticket) {
        return pass_on(about_a_ticket);
    }
    if (*about_a_ticket) {
        return take(mail);
    }
    if (mail.envelope.names_others()) {
        return refused("a mail of an agent goes to channels alone or to people alone; "
                       "nothing was sent");
    }
    return open_for(mail);
}

Result<AgentRuling> AgentReply::open_for(const AgentMail& mail) {
    if (!mail.facts.machine.empty() && !has_kind(mail.envelope, RecipientKind::on_behalf)) {
        return AgentRuling{};
    }
    const auto enquiry = read_enquiry(mail);
    if (!enquiry) {
        return enquiry.error().code == ErrorCode::refused
                   ? Result<AgentRuling>(refused(enquiry.error().text))
                   : pass_on(enquiry);
    }
    if (!*enquiry) {
        return AgentRuling{};
    }
    if (auto sentence = refusal(mail); !sentence.empty()) {
        return refused(std::move(sentence));
    }
    const auto stored = store_.take_enquiry(**enquiry, mail.raw, mail.now);
    if (!stored) {
        return pass_on(stored);
    }
    if (stored->outcome == api::EnquiryOutcome::refused) {
        return refused(stored->sentence);
    }
    return AgentRuling{
        .kind = AgentRuling::Kind::enquiry, .ticket = stored->ticket, .message = stored->message};
}

Result<AgentRuling> AgentReply::take(const AgentMail& mail) {
    if (auto sentence = refusal(mail); !sentence.empty()) {
        return refused(std::move(sentence));
    }
    const auto lines = mail::read_reply(mail.raw);
    if (!lines) {
        if (lines.error().code == ErrorCode::refused) {
            return refused(lines.error().text);
        }
        return pass_on(lines);
    }
    auto facts = reply_facts(mail, *lines);
    if (facts.note && (lines->has("ask") || lines->has("use"))) {
        return refused("#ask and #use are for what the customer gets, and a note stays inside; "
                       "nothing was stored");
    }
    if (const auto found = find_canned(*lines, mail.settings.template_directory, facts); !found) {
        return refused(found.error().text);
    }
    const auto stored = store_.take_reply(facts, mail.raw, mail.now);
    return stored ? Result<AgentRuling>(to_ruling(*stored)) : pass_on(stored);
}

} // namespace vorrang::milter
