#include "daemon/compose-row.hh"

#include "core/mail/compose-reply.hh"
#include "core/mail/shown-header.hh"
#include "core/pg/rows.hh"
#include "daemon/job.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang {

namespace {

namespace json = boost::json;

std::optional<mail::StandardMail> standard_kind(std::string_view kind) {
    if (kind == "confirmation") {
        return mail::StandardMail::confirmation;
    }
    if (kind == "closing") {
        return mail::StandardMail::closing;
    }
    if (kind == "reminder") {
        return mail::StandardMail::reminder;
    }
    if (kind == "contingent") {
        return mail::StandardMail::contingent;
    }
    return std::nullopt;
}

mail::Letter letter_of(const Job& job, const mail::TemplateFolder& templates) {
    return {.templates = templates,
            .channel = job.part("channel").text("key"),
            .language = job.text("language"),
            .name = job.text("name"),
            .salutation = job.text("salutation"),
            .agent = job.text("agent")};
}

Result<mail::ComposedMail> standard(const api::OutboxRow& row,
                                    mail::StandardMail kind,
                                    const mail::TemplateFolder& templates,
                                    Instant now) {
    const Job job(row.job);
    mail::StandardJob wanted;
    wanted.kind = kind;
    wanted.ticket = {row.ticket, job.text("token")};
    wanted.outbox_id = row.id;
    wanted.channel = channel_of(job);
    wanted.to = mailbox(job.text("to"), job.text("to_name"));
    wanted.customer_subject = job.text("subject");
    wanted.message_id = job.opt_text("message_id");
    wanted.references = job.texts("references");
    wanted.response_due = pg::parse_instant(job.text("response_due"));
    wanted.known = job.flag("known", false);
    wanted.unanswered = job.flag("unanswered", false);
    wanted.last = job.flag("last", false);
    wanted.contingent = {job.text("contingent"), job.number("left"), job.number("of")};
    wanted.letter = letter_of(job, templates);
    return mail::compose_standard(wanted, now);
}

Result<mail::ComposedMail> reply(const api::OutboxRow& row,
                                 const api::StoredMail& source,
                                 const mail::TemplateFolder& templates,
                                 Instant now) {
    const Job job(row.job);
    mail::ReplyJob wanted;
    wanted.ticket = {row.ticket, job.text("token")};
    wanted.outbox_id = row.id;
    wanted.channel = channel_of(job);
    wanted.to = job.mailboxes("to");
    if (wanted.to.empty()) {
        wanted.to.push_back(mailbox(job.text("to"), job.text("to_name")));
    }
    wanted.cc = job.mailboxes("cc");
    wanted.customer_subject = job.text("subject");
    wanted.message_id = job.opt_text("message_id");
    wanted.references = job.texts("references");
    wanted.desk_domains = job.texts("desk_domains");
    wanted.own_addresses = job.texts("own_addresses");
    wanted.articles = job.texts("articles");
    wanted.letter = letter_of(job, templates);
    return mail::compose_reply(source.header, source.body, wanted, now);
}

} // namespace

Result<mail::ComposedMail> compose_row(const api::OutboxRow& row,
                                       const api::StoredMail& source,
                                       const mail::TemplateFolder& templates,
                                       Instant now) {
    if (const auto kind = standard_kind(row.kind)) {
        return standard(row, *kind, templates, now);
    }
    if (row.kind == "reply") {
        return reply(row, source, templates, now);
    }
    return fail(
        ErrorCode::internal,
        fmt::format("outbox row {}: no mail of kind \"{}\" can be composed", row.id, row.kind),
        "Program and schema are of different versions: run `vorrang db upgrade`.");
}

json::object message_facts(const mail::ComposedMail& composed) {
    return {{"message_id", composed.message_id},
            {"from", composed.from},
            {"subject", composed.subject},
            {"size", composed.header.size() + composed.body.size()},
            {"body_size", composed.body.size()},
            {"shown_size", mail::shown_size(composed, mail::ShownIn::row)},
            {"thread_size", mail::shown_size(composed, mail::ShownIn::conversation)}};
}

} // namespace vorrang
