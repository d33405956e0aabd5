// Mails that only pass, and that a channel with intake = observe wants to know of.
#include "core/log.hh"
#include "core/mail/address.hh"
#include "milter/intake-facts.hh"
#include "milter/session.hh"

#include <boost/json/array.hpp>

#include <exception>

namespace vorrang::milter {

namespace {

bool is_of_the_house(const Directory& directory, std::string_view address) {
    const auto mailbox = mail::parse_path(address);
    return mailbox && directory.is_house_domain(mailbox->domain);
}

/// Sent by our own people: a login vouches for it, and login or From is the house's.
bool is_ours(const Directory& directory, const Envelope& envelope, std::string_view from) {
    return !envelope.login.empty() &&
           (is_of_the_house(directory, envelope.login) || is_of_the_house(directory, from));
}

Observation as_answer(const Envelope& envelope, const api::IntakeFacts& facts, Instant now) {
    boost::json::array to;
    for (const auto& recipient : envelope.recipients) {
        to.emplace_back(recipient.address);
    }
    auto json = api::to_json(facts);
    json["to"] = std::move(to);
    return {Observation::Kind::answer, std::move(json), now};
}

} // namespace

/// Mail to an observed channel; while there is one also what any login sends: it may be an answer.
bool Session::is_watched() const {
    if (!envelope_.observed().empty()) {
        return true;
    }
    const auto directory = envelope_.login.empty() ? nullptr : desk_.directory.current();
    return directory && directory->observes();
}

/// Says nothing and refuses nothing, whatever happens: the mail must not notice it.
void Session::observe() {
    try {
        if (const auto told = tell_observer(); !told) {
            log::warning("observe.unread",
                         {{"error", told.error().text}, {"hint", told.error().hint}});
        }
    } catch (const std::exception& defect) {
        log::warning("observe.unread", {{"error", defect.what()}});
    }
}

Result<void> Session::tell_observer() {
    const auto directory = desk_.directory.current();
    if (!directory || spoilt_ || raw_->header_size() > header_limit) {
        return {};
    }
    auto facts = read_facts(*raw_, envelope_, peer_, *directory, *settings_);
    if (!facts) {
        return pass_on(facts);
    }
    const Instant now = desk_.clock.now();
    facts->channels = envelope_.observed();
    if (is_ours(*directory, envelope_, facts->from)) {
        desk_.observer.saw(as_answer(envelope_, *facts, now));
    } else if (!facts->channels.empty()) {
        desk_.observer.saw({Observation::Kind::mail, api::to_json(*facts), now});
    }
    return {};
}

} // namespace vorrang::milter
