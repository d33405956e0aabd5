#include "daemon/notices.hh"

#include "core/api/outbox.hh"
#include "core/log.hh"
#include "core/mail/body-text.hh"
#include "core/mail/standard-text.hh"
#include "core/pg/rows.hh"
#include "daemon/brief-words.hh"
#include "daemon/digest-words.hh"
#include "daemon/job.hh"
#include "daemon/standing-words.hh"
#include "daemon/write-claimed.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang {

namespace {

constexpr std::chrono::milliseconds rest{50};
constexpr int batch = 20;
constexpr int quoted_chunks = 4; // 1 MiB of a body is more than its readable text

struct Wording {
    std::string summary;
    std::string text;
};

std::string ticket_line(const api::Notice& notice, const Job& job) {
    const auto customer = job.text("customer");
    return fmt::format("Ticket: [#{}] {}\nCustomer: {}\nChannel: {}\n",
                       notice.ticket,
                       job.text("subject"),
                       customer.empty() ? "unknown" : customer,
                       job.part("channel").text("name"));
}

Wording collision(const api::Notice& notice, const Job& job, const std::string& newer) {
    return {"Your reply was not sent: somebody was faster",
            fmt::format("{}\n\nNothing was sent. Read the newer message, then send again; having "
                        "seen this notice counts as having read it.\n\n{}\n"
                        "--- The newer message:\n\n{}\n\n--- Your text was:\n\n{}\n",
                        job.text("sentence"),
                        ticket_line(notice, job),
                        newer,
                        job.text("text"))};
}

/// When the ticket is due now, in its channel's zone.
std::string due_line(const Job& job) {
    const auto due = pg::parse_instant(job.text("due"));
    const auto local = due ? mail::local_time(*due, channel_of(job).zone, mail::Language::english)
                           : Result<std::string>("none");
    return fmt::format("Due: {}\n", local.value_or(job.text("due")));
}

/// Which clock it was, and what the step says of it.
std::string step_sentence(const Job& job) {
    const auto step = job.text("step");
    const auto clock = job.text("clock");
    if (step == "amber") {
        return fmt::format("Little is left of its {} time.",
                           clock.empty() ? "promised" : std::string_view(clock));
    }
    if (step == "response-due") {
        return "Nobody answered in time: its response time is used up.";
    }
    if (step == "resolution-due") {
        return "It is not solved in time: its resolution time is used up.";
    }
    return step == "silent" ? "Nothing has happened with it for a while."
                            : "It is still late, some time after the step before.";
}

Wording escalated(const api::Notice& notice, const Job& job) {
    const auto owner = job.text("owner");
    const auto level = std::max<std::int64_t>(1, job.number("level"));
    return {
        fmt::format("Escalated to {}: {}", job.part("channel").text("name"), job.text("subject")),
        fmt::format("{} This is step {}.\n\n{}Class: {}\n{}Owner: {}\n",
                    step_sentence(job),
                    level,
                    ticket_line(notice, job),
                    job.text("class"),
                    due_line(job),
                    owner.empty() ? "nobody" : owner)};
}

/// What an agent only hears of if he asked for it.
Wording happened(const api::Notice& notice, const Job& job, const std::string& newer) {
    const bool is_new = notice.kind == "new";
    return {
        fmt::format("{}: {}", is_new ? "New ticket" : "The customer wrote", job.text("subject")),
        fmt::format("{}Class: {}\n{}{}",
                    ticket_line(notice, job),
                    job.text("class"),
                    due_line(job),
                    newer.empty() ? "" : fmt::format("\n--- The message:\n\n{}\n", newer))};
}

Wording failed(const api::Notice& notice, const Job& job, const std::string& own) {
    return {"Your reply could not be sent",
            fmt::format(
                "The reply did not leave: {}\nThe ticket is in progress again and its response "
                "clock runs on. Correct it and send it again.\n\n{}\n--- Your text was:\n\n{}\n",
                job.text("error"),
                ticket_line(notice, job),
                own)};
}

/// Whom a mail of ours did not reach, and why.
std::string failed_lines(const Job& job) {
    std::string out;
    for (const auto& one : job.parts("failed")) {
        const auto diagnostic = one.text("diagnostic");
        out += fmt::format("{}: {}{}{}\n",
                           one.text("address"),
                           one.text("status"),
                           diagnostic.empty() ? "" : " ",
                           diagnostic);
    }
    return out;
}

Wording bounced(const api::Notice& notice, const Job& job) {
    const bool reply = job.text("kind") == "reply";
    return {reply ? "Your reply did not arrive" : "A mail to the customer did not arrive",
            fmt::format("{}\n{}{}",
                        failed_lines(job),
                        reply ? "Where that is the customer's address, the ticket is in progress "
                                "again and its response clock runs on: reach him another way.\n\n"
                              : "\n",
                        ticket_line(notice, job))};
}

Wording follow_up(const api::Notice& notice, const Job& job, const std::string& newer) {
    return {"The customer wrote again, and the ticket is closed",
            fmt::format("It stays closed until somebody decides. Move this line to a queue, or to "
                        "Mine, and the ticket is open again; delete it, and nothing happens.\n\n"
                        "{}{}",
                        ticket_line(notice, job),
                        newer.empty() ? "" : fmt::format("\n--- The message:\n\n{}\n", newer))};
}

Wording returned(const api::Notice& notice, const Job& job) {
    return {
        "A ticket cannot be deleted",
        fmt::format("You deleted its row, so it came back; the ticket is untouched.\nMove it to "
                    "Closed when it is done, or to Waiting while the customer has to act.\n\n{}",
                    ticket_line(notice, job))};
}

Wording note(const api::Notice& notice, const Job& job, const std::string& words) {
    if (words.empty()) { // a mail to an alert address: no word of it leaves the desk
        return {
            fmt::format("{} wrote a note to you", job.text("by")),
            fmt::format("Read it in Tickets/{}.\n\n{}", notice.ticket, ticket_line(notice, job))};
    }
    return {
        fmt::format("{} wrote a note to you", job.text("by")),
        fmt::format("{}\n\n---\nAn answer to this mail is a note, too: the customer gets neither."
                    "\nThe whole conversation is in Tickets/{}.\n\n{}",
                    words,
                    notice.ticket,
                    ticket_line(notice, job))};
}

/// A colleague did something with the ticket that this agent has to know.
Wording told(const api::Notice& notice, const Job& job) {
    const auto by = job.text("by");
    if (notice.kind == "assigned") {
        return {fmt::format("{} gave you this ticket", by),
                fmt::format("The ticket is yours now; its row stands in your INBOX while it is "
                            "with us.\n\n{}{}",
                            ticket_line(notice, job),
                            due_line(job))};
    }
    if (notice.kind == "taken") {
        const auto owner = job.text("owner");
        return {fmt::format("{} gave your ticket to {}", by, owner.empty() ? "nobody" : owner),
                fmt::format("You need not do anything for it.\n\n{}", ticket_line(notice, job))};
    }
    if (notice.kind == "responsible") {
        return {fmt::format("{} made you responsible for this ticket", by),
                fmt::format("Its owner works on it; you answer for it, and are told when it "
                            "escalates. It stands in your Watching.\n\n{}{}",
                            ticket_line(notice, job),
                            due_line(job))};
    }
    return {fmt::format("{} wants you to read along", by),
            fmt::format("You watch this ticket now: it stands in your Watching, and in Tickets/{}. "
                        "You need not do anything for it.\n\n{}",
                        notice.ticket,
                        ticket_line(notice, job))};
}

/// A customer's included minutes come to an end.
Wording contingent(const api::Notice& notice, const Job& job) {
    const bool all = job.number("left") == 0;
    const auto key = job.text("contingent");
    return {all ? fmt::format("Contingent {} is used up", key)
                : fmt::format("Little is left of contingent {}", key),
            fmt::format("{} of {} minutes are left. {}\n\n{}",
                        job.number("left"),
                        job.number("of"),
                        all ? "What is booked from now on is billed beyond it."
                            : "You may want to speak with the customer before it is used up.",
                        ticket_line(notice, job))};
}

/// Something to be done for a ticket.
Wording task(const api::Notice& notice, const Job& job) {
    const auto number = job.number("task");
    const auto due = job.text("due");
    const auto what = fmt::format("{}: {}", job.text("kind"), job.text("title"));
    if (notice.kind == "task-done") {
        return {fmt::format("Task {} is done: {}", number, job.text("title")),
                fmt::format("{} did it. A ticket that waited for it is in progress again.\n\n{}",
                            job.text("by"),
                            ticket_line(notice, job))};
    }
    const bool today = notice.kind == "task-due";
    return {fmt::format("{} {}, {}", today ? "Today: task" : "Task", number, what),
            fmt::format("{}\nDue: {}\n\nWhen it is done, write a note on the ticket with the line "
                        "#done {} on top.\n\n{}",
                        today ? "Its day has come."
                              : fmt::format("{} wants you to do it.", job.text("by")),
                        due.empty() ? "no day was named" : std::string(due),
                        number,
                        ticket_line(notice, job))};
}

Wording wording_of(const api::Notice& notice, const Job& job, const std::string& quoted) {
    if (notice.kind == "standing") {
        const auto standing = job.part("standing");
        return {standing_summary(standing), standing_text(standing)};
    }
    if (notice.kind.starts_with("task")) {
        return task(notice, job);
    }
    if (notice.kind == "contingent") {
        return contingent(notice, job);
    }
    if (notice.kind == "collision") {
        return collision(notice, job, quoted);
    }
    if (notice.kind == "escalated") {
        return escalated(notice, job);
    }
    if (notice.kind == "failed") {
        return failed(notice, job, quoted);
    }
    if (notice.kind == "note") {
        return note(notice, job, quoted);
    }
    if (notice.kind == "bounced") {
        return bounced(notice, job);
    }
    if (notice.kind == "follow-up") {
        return follow_up(notice, job, quoted);
    }
    if (notice.kind == "returned") {
        return returned(notice, job);
    }
    if (notice.kind == "assigned" || notice.kind == "taken" || notice.kind == "watching" ||
        notice.kind == "responsible") {
        return told(notice, job);
    }
    if (notice.kind == "new" || notice.kind == "wrote") {
        return happened(notice, job, quoted);
    }
    if (notice.kind == "brief") {
        return {brief_summary(job), brief_text(job)};
    }
    if (notice.kind == "digest") {
        return {digest_summary(job), digest_text(job)};
    }
    return {notice.kind, ticket_line(notice, job)};
}

} // namespace

Result<mail::ComposedMail> compose_notice_mail(const api::Notice& notice,
                                               const std::string& quoted,
                                               const mail::Mailbox& from,
                                               Instant now) {
    const Job job(notice.job);
    const auto agent = job.part("agent");
    auto wording = wording_of(notice, job, quoted);
    mail::NoticeJob wanted;
    wanted.from = from;
    wanted.to = mailbox(agent.text("login"), agent.text("name"));
    wanted.kind = notice.kind;
    wanted.ticket = notice.ticket;
    wanted.summary = std::move(wording.summary);
    wanted.text = std::move(wording.text);
    wanted.message_id = fmt::format("<notice.{}@{}>", notice.id, from.domain);
    return mail::compose_notice(wanted, now);
}

Notices::Notices(PgSessions& sessions, const Clock& clock, mail::Mailbox from)
    : sessions_(sessions)
    , clock_(clock)
    , from_(std::move(from))
    , worker_(
          sessions.executor(), clock, "notices", [this] { return step(); }, {}, rest) {}

awaitable<Result<bool>> Notices::step() {
    auto claim = api::notice_claim(batch, clock_.now());
    auto write_one = [this](PgSession* session, api::Notice notice) {
        return write(session, std::move(notice));
    };
    co_return co_await write_claimed(&sessions_, std::move(claim), batch, std::move(write_one));
}

awaitable<Result<std::string>> Notices::quoted_text(PgSession* session, api::Notice notice) {
    const auto* id = notice.job.if_contains(notice.kind == "failed" ? "source" : "message");
    if (id == nullptr || !id->is_int64()) {
        co_return std::string();
    }
    auto pieces = co_await session->run(api::message_raw(id->get_int64(), quoted_chunks));
    if (!pieces) {
        co_return pass_on(pieces);
    }
    const auto mail = api::whole_mail(std::move(*pieces));
    co_return mail::body_text(mail.header, mail.body);
}

awaitable<Result<void>> Notices::write(PgSession* session, api::Notice notice) {
    const auto quoted = co_await quoted_text(session, notice);
    if (!quoted) {
        co_return pass_on(quoted);
    }
    const auto composed = compose_notice_mail(notice, *quoted, from_, clock_.now());
    if (!composed) {
        co_return pass_on(composed);
    }
    const auto size = mail::shown_size(*composed, mail::ShownIn::conversation);
    const auto done = co_await session->run(
        api::notice_written(notice.id, composed->header, composed->body, size, clock_.now()));
    if (!done) {
        co_return pass_on(done);
    }
    log::info("notice.written",
              {{"notice", notice.id}, {"kind", notice.kind}, {"ticket", notice.ticket}});
    co_return Result<void>{};
}

} // namespace vorrang
