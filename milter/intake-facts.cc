#include "milter/intake-facts.hh"

#include "core/api/mail-facts.hh"
#include "core/api/number-search.hh"
#include "core/mail/auth-results.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/message.hh"
#include "core/mail/only-thanks.hh"
#include "core/mail/ticket-reference.hh"
#include "milter/outside-attempts.hh"
#include "milter/participants.hh"

#include <algorithm>

namespace vorrang::milter {

namespace {

/// Text of a stranger as it may stand in the database.
std::string clean(std::string_view bytes) {
    return mail::one_line(mail::guess_utf8(bytes));
}

void add_once(std::vector<std::string>& list, const std::string& value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) {
        list.push_back(value);
    }
}

/// The channels of the envelope. A ticket's own address counts only if no channel is addressed
/// itself: it may belong to a ticket that has moved on to another channel.
std::vector<std::string> envelope_channels(const Envelope& envelope) {
    std::vector<std::string> channels;
    std::vector<std::string> of_tickets;
    for (const auto& recipient : envelope.recipients) {
        if (recipient.kind == RecipientKind::channel) {
            add_once(channels, recipient.channel);
        } else if (recipient.kind == RecipientKind::ticket) {
            add_once(of_tickets, recipient.channel);
        }
    }
    return channels.empty() ? of_tickets : channels;
}

/// The one the sender named first in To, then Cc, comes first; then those of the envelope.
std::vector<std::string> channels_in_order(const Envelope& envelope,
                                           const mail::Message& message,
                                           const Directory& directory,
                                           const Settings& settings) {
    const auto addressed = envelope_channels(envelope);
    std::vector<std::string> ordered;
    for (const auto* field : {&message.to, &message.cc}) {
        for (const auto& mailbox : *field) {
            const auto named = match_recipient(directory, settings.aliases, mailbox.address());
            if (std::find(addressed.begin(), addressed.end(), named.channel) != addressed.end()) {
                add_once(ordered, named.channel);
            }
        }
    }
    for (const auto& channel : addressed) {
        add_once(ordered, channel);
    }
    return ordered;
}

std::optional<api::TokenFact> find_token(const Envelope& envelope,
                                         const std::vector<std::string>& answered,
                                         const Directory& directory) {
    for (const auto& recipient : envelope.recipients) {
        if (recipient.kind == RecipientKind::ticket && recipient.ticket) {
            return api::TokenFact{recipient.ticket->ticket, recipient.ticket->token};
        }
    }
    for (const auto& id : answered) {
        if (const auto token = mail::ticket_message_id(id, directory.ticket_domains())) {
            return api::TokenFact{token->ticket, token->token};
        }
    }
    return std::nullopt;
}

/// A login vouches for its own address, not for whatever From its owner writes.
bool login_vouches(const Envelope& envelope, const mail::Message& message) {
    const auto login = mail::parse_path(envelope.login);
    return login && message.from.size() == 1 && message.from.front().key() == login->key();
}

std::string_view trust_of(std::string_view header,
                          const Envelope& envelope,
                          const Peer& peer,
                          const mail::Message& message,
                          const Directory& directory,
                          const Settings& settings) {
    const auto& verified = settings.verified_daemons;
    mail::TrustFacts facts;
    facts.behind_verifier =
        std::find(verified.begin(), verified.end(), peer.daemon) != verified.end();
    facts.authserv_ids = settings.authserv_ids;
    facts.own_domains = directory.own_domains();
    facts.from = message.from;
    facts.from_count = message.from_count;
    facts.logged_in = login_vouches(envelope, message);
    return mail::to_text(mail::judge_trust(header, facts));
}

/// Behind the verifier and after re-entry the client is our own, whoever sent the mail.
std::string client_of(const Peer& peer, const Settings& settings) {
    const auto came_by = [&](const std::vector<std::string>& daemons) {
        return std::find(daemons.begin(), daemons.end(), peer.daemon) != daemons.end();
    };
    const bool own = came_by(settings.verified_daemons) || came_by(settings.reentry_daemons);
    return own ? "" : clean(peer.client);
}

void read_envelope(const Envelope& envelope, const Peer& peer, api::IntakeFacts& facts) {
    facts.queue_id = clean(envelope.queue_id);
    facts.daemon = clean(peer.daemon);
    facts.login = clean(envelope.login);
    facts.envelope_from = clean(envelope.sender);
    for (const auto& recipient : envelope.recipients) {
        if (recipient.is_ours()) {
            add_once(facts.recipients, recipient.address);
        }
    }
}

/// Longer mails are more than thanks, and are not read for it.
constexpr std::size_t thanks_limit = std::size_t{64} << 10;

bool is_thanks(std::string_view header, const mail::RawMail& raw, const api::IntakeFacts& facts) {
    const bool follows = facts.token || !facts.tags.empty() || !facts.references.empty();
    if (!follows || raw.body_size() > thanks_limit || !facts.machine.empty()) {
        return false;
    }
    const auto body = raw.body(0, thanks_limit);
    return body && mail::is_only_thanks(header, *body);
}

} // namespace

Result<api::IntakeFacts> read_facts(const mail::RawMail& raw,
                                    const Envelope& envelope,
                                    const Peer& peer,
                                    const Directory& directory,
                                    const Settings& settings) {
    mail::Message message;
    auto facts = api::facts_of_mail(raw,
                                    {.sender = envelope.sender,
                                     .hostname = peer.host,
                                     .queue_id = envelope.queue_id,
                                     .view_host = settings.hostname},
                                    directory.domains(),
                                    &message);
    if (!facts) {
        return facts;
    }
    const auto header = raw.header(0, raw.header_size());
    if (!header) {
        return pass_on(header);
    }
    read_envelope(envelope, peer, *facts);
    facts->client = client_of(peer, settings);
    if (!directory.rule_headers().empty()) {
        facts->headers = api::header_values(*header, directory.rule_headers());
    }
    if (const auto read = api::read_numbers(raw, directory.numbers(), *facts); !read) {
        return pass_on(read);
    }
    facts->channels = channels_in_order(envelope, message, directory, settings);
    facts->token = find_token(envelope, facts->references, directory);
    settle_participants(envelope, message, directory, settings, *facts);
    facts->trust = trust_of(*header, envelope, peer, message, directory, settings);
    facts->attempts = outside_attempts(*header, raw, facts->from, envelope, directory);
    facts->thanks = is_thanks(*header, raw, *facts);
    return facts;
}

} // namespace vorrang::milter
