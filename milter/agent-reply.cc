#include "milter/agent-reply.hh"

#include "core/mail/compose-ask.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/mail-texts.hh"
#include "core/mail/reply-parts.hh"
#include "core/mail/template-folder.hh"
#include "core/mail/ticket-reference.hh"
#include "milter/booked-time.hh"
#include "milter/enquiry.hh"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace vorrang::milter {

namespace {

AgentRuling refused(std::string sentence) {
    return {.kind = AgentRuling::Kind::refused, .sentence = std::move(sentence)};
}

/// What is wrong with the mail is told to its writer; what is wrong with the desk makes him try
/// again.
Result<AgentRuling> refused_or_failed(const Error& error) {
    return error.code == ErrorCode::refused ? Result<AgentRuling>(refused(error.text))
                                            : tl::unexpected<Error>(error);
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
    facts.time = booked_time(lines);
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

/// A mail to people with a copy for a ticket. With a ticket's own address or a channel it is a mail
/// to the desk, and the copy is that mail itself.
bool is_logged(const Envelope& envelope) {
    return has_kind(envelope, RecipientKind::log) && !has_kind(envelope, RecipientKind::ticket) &&
           !has_kind(envelope, RecipientKind::note) &&
           !has_kind(envelope, RecipientKind::channel) &&
           !has_kind(envelope, RecipientKind::on_behalf);
}

/// A file's name as an SMTP reply may show it.
std::string shown_name(std::string_view name) {
    std::string out(name.substr(0, 60));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c >= 0x7F || c == '%'; }, '?');
    return out;
}

/// A mail that is only copied cannot be mended: what would be taken out of a reply is refused.
Result<void> leaves_clean(const mail::RawMail& raw) {
    const auto header = raw.header(0, raw.header_size());
    const auto body = raw.body(0, raw.body_size());
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    const mail::MimeTree tree = mail::parse_mime(*header, *body);
    const auto lines = mail::read_reply(*header, *body);
    const auto cleaned = mail::clean_parts(tree, *body, {});
    if (!lines || !cleaned) {
        return tl::unexpected<Error>(!lines ? lines.error() : cleaned.error());
    }
    if (lines->lines.empty() && *cleaned == *body) {
        return {};
    }
    return fail(ErrorCode::refused,
                "# lines and rows of the desk cannot be taken out of a mail that is only copied; "
                "write to the ticket's own address; nothing was sent");
}

AgentRuling to_ruling(const api::ReplyStored& stored) {
    if (stored.outcome == api::ReplyOutcome::refused) {
        return refused(stored.sentence);
    }
    const auto kind = stored.outcome == api::ReplyOutcome::note   ? AgentRuling::Kind::note
                      : stored.outcome == api::ReplyOutcome::copy ? AgentRuling::Kind::copy
                                                                  : AgentRuling::Kind::reply;
    return {.kind = kind, .ticket = stored.ticket, .message = stored.message};
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
    if (is_logged(mail.envelope)) {
        return file_copy(mail);
    }
    if (has_kind(mail.envelope, RecipientKind::desk)) {
        return ask_the_desk(mail);
    }
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

Result<AgentRuling> AgentReply::ask_the_desk(const AgentMail& mail) {
    if (mail.envelope.recipients.size() > 1) {
        return refused("a question to the desk goes to the desk alone; nothing was sent");
    }
    if (auto sentence = refusal(mail); !sentence.empty()) {
        return refused(std::move(sentence));
    }
    const auto lines = mail::read_reply(mail.raw);
    if (!lines) {
        return refused_or_failed(lines.error());
    }
    const auto facts = reply_facts(mail, *lines);
    const auto sentence = store_.answer_question(mail.facts.from, facts.lines, mail.now);
    if (!sentence) {
        return pass_on(sentence);
    }
    return sentence->empty() ? AgentRuling{.kind = AgentRuling::Kind::note} : refused(*sentence);
}

Result<AgentRuling> AgentReply::open_for(const AgentMail& mail) {
    if (!mail.facts.machine.empty() && !has_kind(mail.envelope, RecipientKind::on_behalf)) {
        return AgentRuling{};
    }
    const auto enquiry = read_enquiry(mail);
    if (!enquiry) {
        return refused_or_failed(enquiry.error());
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
        return refused_or_failed(lines.error());
    }
    auto facts = reply_facts(mail, *lines);
    if (!facts.note && !facts.bare && !lines->has("public")) {
        if (const auto looked = look_for_notes(mail, facts); !looked) {
            return refused_or_failed(looked.error());
        }
    }
    if (facts.note && lines->for_customer() != nullptr) {
        return refused(
            "#ask, #use and #kb are for what the customer gets, and a note stays inside; "
            "nothing was stored");
    }
    if (const auto found = find_canned(*lines, mail.settings.template_directory, facts); !found) {
        return refused(found.error().text);
    }
    const auto stored = store_.take_reply(facts, mail.raw, mail.now);
    return stored ? Result<AgentRuling>(to_ruling(*stored)) : pass_on(stored);
}

/// The words of a note must not leave, whichever way they came into the reply; nor a row or note
/// that was saved to a file.
Result<void> AgentReply::look_for_notes(const AgentMail& mail, api::ReplyFacts& facts) {
    const auto header = mail.raw.header(0, mail.raw.header_size());
    const auto body = mail.raw.body(0, mail.raw.body_size());
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    if (const auto name = mail::attached_row(*header, *body); !name.empty()) {
        return fail(ErrorCode::refused,
                    fmt::format("the attached {} is a saved row or note of the desk; take it out, "
                                "or write #public on top; nothing was sent",
                                shown_name(name)));
    }
    const auto notes = store_.texts(facts, false, mail.now);
    if (!notes || notes->empty()) {
        return notes ? Result<void>{} : pass_on(notes);
    }
    auto runs = mail::runs_of_mail(*header, *body);
    std::vector<std::pair<std::int64_t, mail::WordRuns>> repeated;
    for (const auto& note : *notes) {
        auto of_note = mail::runs_of_note(note.header, note.body);
        if (mail::have_common(of_note, runs)) {
            repeated.emplace_back(note.message, std::move(of_note));
        }
    }
    if (repeated.empty()) {
        return {};
    }
    // What the customer wrote, what he got, and what their writers write to everybody is no secret.
    const auto open = store_.texts(facts, true, mail.now);
    if (!open) {
        return pass_on(open);
    }
    for (const auto& text : *open) {
        for (const auto run : mail::runs_of_mail(text.header, text.body)) {
            runs.erase(run);
        }
    }
    for (const auto& [message, of_note] : repeated) {
        if (mail::have_common(of_note, runs)) {
            facts.repeats = message;
            return {};
        }
    }
    return {};
}

Result<AgentRuling> AgentReply::file_copy(const AgentMail& mail) {
    mail::Message header;
    header.subject = mail.facts.subject;
    const auto concerns = concerns_a_ticket(mail.envelope, header);
    if (!concerns) {
        return pass_on(concerns);
    }
    if (*concerns) { // it is a reply by its tag, and then only vorrangd sends
        return take(mail);
    }
    if (auto sentence = refusal(mail); !sentence.empty()) {
        return refused(std::move(sentence));
    }
    const auto clean = leaves_clean(mail.raw);
    const auto lines =
        clean ? mail::read_reply(mail.raw) : Result<mail::AgentLines>(pass_on(clean));
    if (!lines) {
        return refused_or_failed(lines.error());
    }
    auto facts = reply_facts(mail, *lines);
    for (const auto& recipient : mail.envelope.recipients) {
        if (recipient.kind == RecipientKind::log) {
            facts.log = api::TokenFact{recipient.ticket->ticket, recipient.ticket->token};
        }
    }
    if (const auto looked = look_for_notes(mail, facts); !looked) {
        return refused_or_failed(looked.error());
    }
    const auto stored = store_.take_reply(facts, mail.raw, mail.now);
    if (!stored) {
        return pass_on(stored);
    }
    auto ruling = to_ruling(*stored);
    if (stored->outcome == api::ReplyOutcome::duplicate) {
        ruling.kind =
            AgentRuling::Kind::copy; // the copy is there, the mail itself may not have left
    }
    return ruling;
}

} // namespace vorrang::milter
