#include "milter/intake-facts.hh"

#include "core/mail/auth-results.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/machine-mail.hh"
#include "core/mail/message.hh"
#include "core/mail/retry-key.hh"
#include "core/mail/shown-header.hh"
#include "core/mail/ticket-reference.hh"

#include <fmt/format.h>

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
        if (const auto token = mail::ticket_message_id(id, directory.domains())) {
            return api::TokenFact{token->ticket, token->token};
        }
    }
    return std::nullopt;
}

void add_participants(const std::vector<mail::Mailbox>& mailboxes,
                      bool cc,
                      const Directory& directory,
                      std::vector<api::Participant>& out) {
    for (const auto& mailbox : mailboxes) {
        if (out.size() >= mail::address_limit || mailbox.empty() ||
            directory.is_desk_domain(mailbox.domain)) {
            continue;
        }
        out.push_back({mailbox.key(), mailbox.display, cc});
    }
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

void read_header(const mail::Message& message,
                 const Directory& directory,
                 api::IntakeFacts& facts) {
    if (!message.from.empty()) {
        facts.from = message.from.front().key();
        facts.from_name = message.from.front().display;
    }
    facts.from_count = message.from_count;
    facts.subject = message.subject;
    facts.subject_raw = message.subject_raw;
    facts.tags = mail::subject_tags(message.subject);
    facts.message_id = message.message_id;
    facts.references = message.answered_ids();
    add_participants(message.to, false, directory, facts.participants);
    add_participants(message.cc, true, directory, facts.participants);
}

void read_sizes(const mail::RawMail& raw, std::string_view header, api::IntakeFacts& facts) {
    facts.size = raw.stored_size();
    facts.body_size = raw.body_size();
    const auto shown = [&](mail::ShownIn view) {
        const auto base = mail::base_header(header, facts.fallback_message_id, view);
        return mail::shown_size(base.size(), raw.body_size());
    };
    facts.shown_size = shown(mail::ShownIn::row);
    facts.thread_size = shown(mail::ShownIn::conversation);
}

/// Made of the mail alone, so that a retry and every reader of the stored mail give the same.
std::string fallback_message_id(const std::string& retry_key, const std::string& hostname) {
    constexpr std::size_t length = 32;
    return fmt::format("<{}@{}>", retry_key.substr(0, length), hostname);
}

} // namespace

Result<api::IntakeFacts> read_facts(const mail::RawMail& raw,
                                    const Envelope& envelope,
                                    const Peer& peer,
                                    const Directory& directory,
                                    const Settings& settings) {
    const auto header = raw.header(0, raw.header_size());
    if (!header) {
        return pass_on(header);
    }
    const auto key = mail::retry_key(
        raw,
        {.envelope_sender = envelope.sender, .hostname = peer.host, .queue_id = envelope.queue_id});
    if (!key) {
        return pass_on(key);
    }
    const auto message = mail::parse_message(*header);
    api::IntakeFacts facts;
    facts.retry_key = key->hex;
    facts.retry_seconds = key->seconds();
    facts.fallback_message_id = fallback_message_id(key->hex, settings.hostname);
    read_envelope(envelope, peer, facts);
    read_header(message, directory, facts);
    read_sizes(raw, *header, facts);
    facts.channels = channels_in_order(envelope, message, directory, settings);
    facts.token = find_token(envelope, facts.references, directory);
    facts.trust = trust_of(*header, envelope, peer, message, directory, settings);
    facts.machine = mail::to_text(mail::machine_kind(*header, envelope.sender));
    facts.new_token = mail::new_token();
    facts.new_note_token = mail::new_token();
    return facts;
}

} // namespace vorrang::milter
