#pragma once

#include "core/clock.hh"
#include "core/mail/agent-lines.hh"
#include "core/mail/compose.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What of an agent's mail the milter must know before it may take it: its commands, and that the
/// customer's mail can be made of it. Refuses (code refused) an unknown command, a command or a row
/// prefix in a part that must not be changed (signed or encrypted), an `#ask` without a question.
[[nodiscard]] Result<AgentLines> read_reply(std::string_view header, std::string_view body);

/// The same from a RawMail; holds the whole mail in memory.
[[nodiscard]] Result<AgentLines> read_reply(const RawMail& mail);

struct ReplyJob {
    TicketToken ticket;
    std::int64_t outbox_id = 0;
    ChannelIdentity channel;
    std::vector<Mailbox> to; ///< the customer and those participants that the agent kept
    std::vector<Mailbox> cc;
    std::string customer_subject;           ///< decoded; "" = the agent's own, cleaned
    std::optional<std::string> message_id;  ///< the customer's newest, with its <>
    std::vector<std::string> references;    ///< of the customer's thread, oldest first
    std::vector<std::string> desk_domains;  ///< addresses in them are ours
    std::vector<std::string> own_addresses; ///< of agents and desk: never in To or Cc
    std::vector<std::string> articles;      ///< what `#kb` inserts
    Letter letter;                          ///< for `#ask` and `#use`
};

/// The customer's clean mail, from the agent's stored reply.
///
/// From, To, Cc, Subject, Date, Message-ID, In-Reply-To, References and Reply-To are ours; of the
/// agent's header only what describes the content is kept (MIME-Version, Content-*, and Importance,
/// Priority, X-Priority, Content-Language). Command lines go out of the text part and the HTML
/// part; row prefixes out of every text and HTML part and out of attached mails, which also lose
/// their X-Vorrang lines and a Reply-To of ours. Canned replies (`#use NAME`) stand above his own
/// words. Every other byte stays.
///
/// With `#ask` only his own words are taken, and his files: around the words stands the letter's
/// ask template, as plain text and HTML. Fails with `data` where a template is missing or wrong.
[[nodiscard]] Result<ComposedMail>
compose_reply(std::string_view header, std::string_view body, const ReplyJob& job, Instant now);

} // namespace vorrang::mail
