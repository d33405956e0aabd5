// The end of a mail: what is stored, taken off, passed or refused.
#include "core/log.hh"
#include "milter/intake-facts.hh"
#include "milter/session.hh"
#include "milter/trace-lines.hh"

#include <fmt/format.h>

namespace vorrang::milter {

namespace {

std::string_view to_text(api::IntakeOutcome outcome) {
    switch (outcome) {
    case api::IntakeOutcome::duplicate:
        return "duplicate";
    case api::IntakeOutcome::append:
        return "append";
    case api::IntakeOutcome::open:
        return "open";
    case api::IntakeOutcome::untaken:
        return "untaken";
    case api::IntakeOutcome::need_number:
        break;
    }
    return "need-number";
}

std::string_view to_text(AgentRuling::Kind kind) {
    switch (kind) {
    case AgentRuling::Kind::note:
        return "note";
    case AgentRuling::Kind::enquiry:
        return "enquiry";
    case AgentRuling::Kind::copy:
        return "copy";
    default:
        return "reply";
    }
}

} // namespace

Verdict Session::end_of_message(MtaActions& mta) {
    envelope_.queue_id = mta.macro("i");
    Verdict verdict = Verdict::accept;
    if (spoilt_) {
        verdict = defer(mta, *spoilt_);
    } else if (way_ == Way::outgoing) {
        verdict = finish_outgoing(mta);
    } else if (way_ == Way::whole) {
        verdict = finish_whole(mta);
    }
    reset();
    return verdict;
}

Verdict Session::finish_whole(MtaActions& mta) {
    if (raw_->header_size() > header_limit) {
        return refuse(mta, "the header is larger than 4 MiB");
    }
    const Instant now = desk_.clock.now();
    const auto directory = desk_.directory.current();
    if (!directory) {
        return defer(mta, {ErrorCode::unavailable, "the directory is not loaded"});
    }
    add_trace(now);
    const auto facts = read_facts(*raw_, envelope_, peer_, *directory, *settings_);
    if (!facts) {
        return defer(mta, facts.error());
    }
    return envelope_.agent ? finish_agent(mta, *facts, *directory, now)
                           : finish_intake(mta, *facts, now);
}

Verdict Session::finish_agent(MtaActions& mta,
                              const api::IntakeFacts& facts,
                              const Directory& directory,
                              Instant now) {
    const auto ruling = desk_.agents.rule({envelope_, facts, *raw_, now, *settings_, directory});
    if (!ruling) {
        return defer(mta, ruling.error());
    }
    if (ruling->kind == AgentRuling::Kind::refused) {
        return refuse(mta, ruling->sentence);
    }
    if (ruling->kind == AgentRuling::Kind::intake) {
        return finish_intake(mta, facts, now);
    }
    log::info("reply.stored",
              {{"queue_id", envelope_.queue_id},
               {"message_id", facts.message_id.value_or("")},
               {"outcome", to_text(ruling->kind)},
               {"ticket", ruling->ticket},
               {"message", ruling->message},
               {"agent", envelope_.agent->key},
               {"size", facts.size}});
    return take_off(mta, ruling->kind != AgentRuling::Kind::copy);
}

Verdict Session::finish_intake(MtaActions& mta, const api::IntakeFacts& facts, Instant now) {
    if (!facts.attempts.empty()) {
        desk_.attempts.tell(now,
                            fmt::format("{}", fmt::join(facts.attempts, ",")),
                            facts.recipients.empty() ? "" : facts.recipients.front(),
                            envelope_,
                            peer_);
    }
    const auto stored = desk_.store.take(facts, *raw_, now);
    if (!stored) {
        return stored.error().code == ErrorCode::refused ? refuse(mta, stored.error().text)
                                                         : defer(mta, stored.error());
    }
    log::info("intake.stored",
              {{"queue_id", envelope_.queue_id},
               {"message_id", facts.message_id.value_or("")},
               {"outcome", to_text(stored->outcome)},
               {"ticket", stored->ticket},
               {"message", stored->message},
               {"from", facts.from},
               {"channel", facts.channels.empty() ? std::string() : facts.channels.front()},
               {"trust", facts.trust},
               {"size", facts.size}});
    return stored->outcome == api::IntakeOutcome::untaken ? leave_alone(mta) : take_off(mta, false);
}

/// Its channel does not take mail, and it belongs to no ticket: it goes where Postfix delivers it.
Verdict Session::leave_alone(MtaActions& mta) {
    if (came_by(settings_->reentry_daemons)) {
        return defer(mta,
                     {ErrorCode::unavailable,
                      "the channel is off, and its mail comes by the desk's transport",
                      "run `vorrang check`: it prints the line that mends it"});
    }
    return Verdict::accept;
}

void Session::add_trace(Instant now) {
    const Trace trace{envelope_.sender,
                      peer_.helo,
                      peer_.client,
                      envelope_.login,
                      settings_->hostname,
                      envelope_.queue_id,
                      now};
    raw_->prepend(received_line(trace));
    raw_->prepend(return_path_line(trace));
}

/// Everything is committed when this is called: a failure here only makes the sender try again, and
/// the retry is recognised.
Verdict Session::take_off(MtaActions& mta, bool everybody) {
    const bool others_stay = !everybody && envelope_.names_others();
    if (!others_stay && settings_->discard) {
        return Verdict::discard;
    }
    for (const auto& recipient : envelope_.recipients) {
        if ((everybody || recipient.is_ours()) && !mta.delete_recipient(recipient.as_given)) {
            return defer(mta,
                         {ErrorCode::unavailable,
                          "Postfix did not take back the recipient " + recipient.as_given});
        }
    }
    return Verdict::accept;
}

Verdict Session::finish_outgoing(MtaActions& mta) {
    const auto attempt = mark_.attempt();
    if (!attempt) {
        return refuse(mta, "this port takes mail from vorrangd's outbox only");
    }
    return pass_outgoing(mta, *attempt);
}

Verdict Session::pass_outgoing(MtaActions& mta, const OutgoingAttempt& attempt) {
    const auto answer = desk_.store.accept_outgoing(
        attempt.id, attempt.attempt, envelope_.queue_id, desk_.clock.now());
    if (!answer) {
        return defer(mta, answer.error());
    }
    const log::Field queue_id("queue_id", envelope_.queue_id);
    const log::Field id("outbox", attempt.id);
    const log::Field number("attempt", attempt.attempt);
    if (*answer == api::OutboxAnswer::discard) {
        log::info("outbox.discarded", {queue_id, id, number});
        return Verdict::discard;
    }
    if (*answer == api::OutboxAnswer::unknown) {
        log::warning("outbox.unknown", {queue_id, id, number});
        // Not for good: a database that lost its role, and that nobody stopped, does not know it
        // yet.
        mta.reply("451", "4.3.0", "no such mail stands in vorrangd's outbox");
        return Verdict::defer;
    }
    if (!mta.remove_header(OutgoingMark::header_name, 1)) {
        return defer(mta, {ErrorCode::unavailable, "Postfix did not take back the outbox header"});
    }
    log::info("outbox.accepted", {queue_id, id, number});
    return Verdict::accept;
}

Verdict Session::refuse(MtaActions& mta, std::string_view sentence) {
    log::info("mail.refused",
              {{"queue_id", envelope_.queue_id},
               {"sender", envelope_.sender},
               {"login", envelope_.login},
               {"reason", sentence}});
    mta.reply("550", "5.7.1", sentence);
    return Verdict::refuse;
}

Verdict Session::defer(MtaActions& mta, const Error& error) {
    log::error("mail.deferred",
               {{"queue_id", envelope_.queue_id},
                {"sender", envelope_.sender},
                {"error", error.text},
                {"hint", error.hint}});
    mta.reply("451", "4.3.0", "the desk cannot take this mail now; try again later");
    return Verdict::defer;
}

} // namespace vorrang::milter
