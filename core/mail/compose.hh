#pragma once

#include "core/clock.hh"
#include "core/mail/address.hh"
#include "core/mail/letter.hh"
#include "core/mail/shown-header.hh"
#include "core/mail/standard-text.hh"
#include "core/mail/ticket-reference.hh"
#include "core/result.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// A mail as it is stored and then sent: header fields with CRLF, body; the blank line is between.
struct ComposedMail {
    std::string header;
    std::string body;
    std::string message_id;
    std::string from;    ///< the address in From
    std::string subject; ///< decoded

    [[nodiscard]] std::string whole() const { return header + "\r\n" + body; }
};

/// What IMAP shows of it in this view, in bytes, without what a row adds.
[[nodiscard]] std::size_t shown_size(const ComposedMail& mail, ShownIn view);

/// Who a mail of ours comes from.
struct ChannelIdentity {
    std::string name;    ///< "Support"
    std::string address; ///< support@desk.example
    std::string zone;    ///< Europe/Berlin: in which times are told
};

/// What a contract includes, as its customer is told of it.
struct Contingent {
    std::string name;
    std::int64_t left = 0; ///< minutes
    std::int64_t of = 0;   ///< minutes
};

/// Everything a mail of the desk's own words says; texts may hold anything, nothing of it can break
/// out of its field.
struct StandardJob {
    StandardMail kind = StandardMail::confirmation;
    TicketToken ticket;
    std::int64_t outbox_id = 0;
    ChannelIdentity channel;
    Mailbox to;
    std::string customer_subject;          ///< decoded
    std::optional<std::string> message_id; ///< the customer's, with its <>
    std::vector<std::string> references;   ///< the customer's, oldest first
    std::optional<Instant> response_due;   ///< none: no promise
    bool known = true;       ///< false: a fixed text and subject, without the customer's words
    bool unanswered = false; ///< of a closing: for want of an answer
    bool last = false;       ///< of a reminder
    Contingent contingent;   ///< of a mail about one
    Letter letter;           ///< its name "": the display name of `to`
};

/// `Re: <customer's subject> [#n]`, as text and as HTML made from it, threaded; Auto-Submitted:
/// auto-replied for a confirmation, auto-generated else (RFC 3834 section 5). Fails with `data` for
/// a template with a mistake (write_letter), for a zone that is unknown, for an address that is
/// none.
[[nodiscard]] Result<ComposedMail> compose_standard(const StandardJob& job, Instant now);

/// A line to an agent in his INBOX.
struct NoticeJob {
    Mailbox from; ///< Vorrang <vorrang@desk.example>
    Mailbox to;
    std::string kind;        ///< X-Vorrang-Notice: collision, escalated, …
    std::int64_t ticket = 0; ///< 0: about no ticket
    std::string summary;     ///< Subject `! [#4815] <summary>`
    std::string text;        ///< UTF-8
    std::string message_id;  ///< with its <>
};

[[nodiscard]] Result<ComposedMail> compose_notice(const NoticeJob& job, Instant now);

/// An article of Knowledge as a mail.
struct ArticleJob {
    Mailbox from;            ///< the desk, by the name of who published it
    std::int64_t number = 0; ///< by which `#kb` inserts it
    std::string title;
    std::string text;       ///< UTF-8
    std::string message_id; ///< with its <>
};

/// Subject `[kb 17] <title>`; below the text how to insert it.
[[nodiscard]] Result<ComposedMail> compose_article(const ArticleJob& job, Instant at);

/// What describes a mail's content, and the content.
struct MailContent {
    std::string fields; ///< MIME-Version and Content-*, with CRLF
    std::string body;
};

/// A line longer than a mail's line may safely be.
[[nodiscard]] bool has_long_lines(std::string_view text);

/// LF made CRLF; what is not empty ends with one. No NUL.
[[nodiscard]] std::string crlf_lines(std::string_view text);

/// `Re: <subject> [#n]` with one Re: and one tag of this ticket, row prefixes taken out.
[[nodiscard]] std::string answer_subject(std::string_view customer_subject, std::int64_t ticket);

} // namespace vorrang::mail
