#include "milter/session.hh"

#include "core/log.hh"
#include "core/mail/message.hh"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vorrang::milter {

namespace {

/// `<a@b>` and `a@b` (sendmail(1) gives no brackets) are the same path.
std::string_view without_brackets(std::string_view path) {
    if (path.size() >= 2 && path.front() == '<' && path.back() == '>') {
        return path.substr(1, path.size() - 2);
    }
    return path;
}

} // namespace

Session::Session(Desk desk, Peer peer)
    : desk_(desk)
    , peer_(std::move(peer)) {
    reset();
}

void Session::reset() {
    settings_ = desk_.settings.current();
    envelope_ = {};
    way_ = Way::pass;
    watched_ = false;
    raw_.reset();
    mark_ = {};
    spoilt_.reset();
}

void Session::helo(std::string_view name) {
    peer_.helo = name;
}

void Session::mail(const MtaActions& mta, std::string_view argument) {
    reset();
    envelope_.login = mta.macro("{auth_authen}");
    envelope_.sender = without_brackets(argument);
}

bool Session::came_by(const std::vector<std::string>& daemons) const {
    return std::find(daemons.begin(), daemons.end(), peer_.daemon) != daemons.end();
}

Verdict Session::recipient(MtaActions& mta, std::string_view argument, std::string original) {
    if (came_by(settings_->outbox_daemons)) {
        return Verdict::go_on;
    }
    auto recipient = resolve(argument);
    if (!recipient) {
        log::warning("recipient.deferred",
                     {{"recipient", argument}, {"error", recipient.error().text}});
        mta.reply("451", "4.3.0", "the desk cannot look up its addresses now; try again later");
        return Verdict::defer;
    }
    recipient->original = std::move(original);
    const Verdict verdict = judge_recipient(mta, *recipient);
    if (verdict == Verdict::go_on) {
        envelope_.recipients.push_back(std::move(*recipient));
    } else {
        log::info("recipient.refused",
                  {{"recipient", argument},
                   {"sender", envelope_.sender},
                   {"daemon", peer_.daemon},
                   {"client", peer_.client}});
    }
    return verdict;
}

Result<Recipient> Session::resolve(std::string_view argument) {
    auto directory = desk_.directory.current();
    if (directory) {
        auto recipient = match_recipient(*directory, settings_->aliases, argument);
        if (recipient.kind != RecipientKind::unknown) {
            return recipient;
        }
    }
    // Nothing read yet, or a channel made a moment ago: what the database says now decides.
    const auto fresh = desk_.directory.refresh();
    if (!fresh) {
        return pass_on(fresh);
    }
    return match_recipient(**fresh, settings_->aliases, argument);
}

Verdict Session::judge_recipient(MtaActions& mta, const Recipient& recipient) {
    if (recipient.kind == RecipientKind::unknown) {
        mta.reply(
            "550", "5.1.1", fmt::format("<{}>: no such channel at this desk", recipient.address));
        return Verdict::refuse;
    }
    if (!recipient.is_ours() && came_by(settings_->reentry_daemons)) {
        // Handed on from here it would come back by the same transport until the hop limit.
        mta.reply("451",
                  "4.3.5",
                  fmt::format("<{}>: the desk does not take this address", recipient.address));
        return Verdict::defer;
    }
    const auto directory = desk_.directory.current();
    const auto* agent =
        envelope_.login.empty() || !directory ? nullptr : directory->agent(envelope_.login);
    if (agent != nullptr && !envelope_.agent) {
        envelope_.agent = *agent;
    }
    if (recipient.is_for_agents() && !envelope_.agent) {
        desk_.attempts.tell(desk_.clock.now(), "address", recipient.address, envelope_, peer_);
        mta.reply("550",
                  "5.7.1",
                  fmt::format("<{}>: taken from agents who are logged in only", recipient.address));
        return Verdict::refuse;
    }
    return Verdict::go_on;
}

Verdict Session::data() {
    if (came_by(settings_->outbox_daemons)) {
        way_ = Way::outgoing;
        return Verdict::go_on;
    }
    watched_ = is_watched();
    if (envelope_.names_the_desk()) {
        way_ = Way::whole;
    } else if (envelope_.agent || watched_) {
        way_ = Way::header;
    } else {
        return Verdict::accept;
    }
    raw_.emplace(settings_->spool_directory);
    return Verdict::go_on;
}

void Session::header(std::string_view name, std::string_view value) {
    if (way_ == Way::outgoing) {
        mark_.look_at(name, value);
    } else if (raw_ && !spoilt_) {
        note(raw_->add_header(name, value));
    }
}

Verdict Session::end_of_headers() {
    if (raw_) {
        raw_->end_of_headers();
    }
    if (watched_ && raw_) {
        observe();
    }
    if (way_ != Way::header) {
        return Verdict::go_on;
    }
    if (!envelope_.agent || (!spoilt_ && !must_be_read_whole())) {
        reset();
        return Verdict::accept;
    }
    way_ = Way::whole;
    return Verdict::go_on;
}

/// In doubt yes: the mail then ends in 451 and does not leave as it is.
bool Session::must_be_read_whole() {
    const auto message = mail::parse_message(*raw_);
    if (!message) {
        spoil(message.error());
        return true;
    }
    const auto concerns = desk_.agents.concerns_a_ticket(envelope_, *message);
    if (!concerns) {
        spoil(concerns.error());
        return true;
    }
    return *concerns;
}

void Session::body(std::string_view bytes) {
    if (raw_ && !spoilt_) {
        note(raw_->add_body(bytes));
    }
}

void Session::note(const Result<void>& done) {
    if (!done) {
        spoil(done.error());
    }
}

void Session::spoil(Error error) {
    if (!spoilt_) {
        spoilt_ = std::move(error);
    }
    raw_.reset(); // its memory and disk may be what is short
}

void Session::abort() {
    reset();
}

} // namespace vorrang::milter
