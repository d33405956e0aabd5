#pragma once

#include "core/mail/ticket-reference.hh"
#include "milter/directory.hh"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vorrang::milter {

/// What a recipient is to the desk.
enum class RecipientKind {
    foreign,   ///< not in a desk domain, or a channel that does not take mail
    alias,     ///< Postfix itself rewrites it to one of ours (desk.aliases)
    unknown,   ///< in a desk domain, and nobody there
    channel,   ///< support@, with whatever extension
    ticket,    ///< support+4815.TOKEN@
    note,      ///< note+4815.TOKEN2@: from agents only
    log,       ///< log+4815@, log+4815.TOKEN@: a copy for the ticket, from agents only
    on_behalf, ///< new+user=domain@, phone+NUMBER@: from agents only
    desk,      ///< desk@: a question to the desk itself, from agents only
};

struct Recipient {
    std::string as_given; ///< the very bytes of its RCPT: only these take it off again
    std::string address;  ///< in the form addresses are compared in
    std::string original; ///< what it was before an alias, the same way; "" if nobody says
    RecipientKind kind = RecipientKind::foreign;
    std::string channel;                     ///< address of the channel (channel, ticket)
    std::optional<mail::TicketToken> ticket; ///< what the address names (ticket, note, log)
    std::string caller;                      ///< `user=domain` or a phone number (on_behalf)
    bool phone = false;                      ///< the caller is a number
    bool internal = false;                   ///< the channel is for agents alone
    std::string observed{};                  ///< address of a channel that only looks on

    /// The desk takes this recipient; the others stay Postfix's.
    [[nodiscard]] bool is_ours() const {
        return kind != RecipientKind::foreign && kind != RecipientKind::alias;
    }

    [[nodiscard]] bool is_for_agents() const {
        return internal || kind == RecipientKind::note || kind == RecipientKind::log ||
               kind == RecipientKind::on_behalf || kind == RecipientKind::desk;
    }
};

/// `aliases`: addresses in desk domains that Postfix rewrites, in the form addresses are compared
/// in. An extension that is no ticket's token is ignored: it neither switches the channel nor joins
/// a ticket.
[[nodiscard]] Recipient match_recipient(const Directory& directory,
                                        std::span<const std::string> aliases,
                                        std::string_view as_given);

} // namespace vorrang::milter
