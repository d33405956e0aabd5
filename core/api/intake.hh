#pragma once

#include "core/clock.hh"
#include "core/mail/mail-numbers.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vorrang::api {

/// Somebody a mail names in To or Cc who is not the desk.
struct Participant {
    std::string address; ///< in the form addresses are compared in
    std::string name;
    bool cc = false; ///< named in Cc, else in To
};

/// The ticket and the secret that a mail of ours carried out and this one brought back.
struct TokenFact {
    std::int64_t ticket = 0;
    std::string token;
};

/// What a delivery report says of a mail of ours that did not arrive (RFC 3464).
struct BounceFact {
    struct Failed {
        std::string address;
        std::string status;     ///< 5.1.1
        std::string diagnostic; ///< what the other server said
    };

    std::optional<std::string> message_id; ///< of the mail, with its <>
    std::vector<Failed> failed;            ///< for good; delays are not among them
};

/// What was read from a mail, as intake_match and intake_store take it. Every text is valid UTF-8
/// without NUL.
struct IntakeFacts {
    std::string retry_key;               ///< 64 hex digits: a sender's retry has the same
    int retry_seconds = 0;               ///< how long the key is kept
    std::string queue_id;                ///< of this attempt
    std::string daemon;                  ///< the smtpd service it came by
    std::string login;                   ///< SASL login, "" without
    std::string envelope_from;           ///< "" for the null sender
    std::vector<std::string> recipients; ///< our addresses as given, lower-case
    std::vector<std::string> channels;   ///< addresses of our channels, the one that counts first
    std::optional<TokenFact> token;
    std::vector<std::int64_t> tags; ///< numbers of [#n] in the subject
    std::optional<std::string> message_id;
    /// The Message-ID a view shows when the mail has none; the same for each retry of a mail.
    std::string fallback_message_id;
    std::vector<std::string> references; ///< In-Reply-To first, then References from last to first
    std::string from;
    std::string from_name;
    std::size_t from_count = 0;
    std::string subject;     ///< decoded
    std::string subject_raw; ///< as it came, made valid UTF-8
    std::vector<Participant> participants;
    std::vector<Participant> reply_to; ///< a web form's customer
    std::string client; ///< address of the host that handed it in; "" where that proves nothing
    std::vector<std::string> attempts; ///< of somebody who is no agent at an agent's powers (T6)
    bool thanks = false;               ///< a follow-up that says nothing but thank you
    std::string trust;                 ///< verified, unproven, unverified, unchecked
    std::string machine;               ///< "", auto, bounce, list
    std::optional<BounceFact> bounce;  ///< where machine is bounce
    /// What rules ask for: header names, lower-case, with their values as they came.
    std::vector<std::pair<std::string, std::vector<std::string>>> headers;
    std::vector<mail::FoundNumber> numbers; ///< of customers and their things
    std::vector<mail::FoundNumber> phones;  ///< where to call back
    std::size_t size = 0;
    std::size_t body_size = 0;
    std::size_t shown_size = 0;  ///< as a row shows it
    std::size_t thread_size = 0; ///< as a conversation shows it, with References
    std::string new_token;       ///< of the ticket, should this mail open one
    std::string new_note_token;  ///< of its notes
};

[[nodiscard]] boost::json::object to_json(const IntakeFacts& facts);

enum class IntakeOutcome {
    duplicate,   ///< a retry of what is committed: say 250
    append,      ///< joins a ticket
    open,        ///< a new ticket
    need_number, ///< nothing was written: call again with a ticket number
    untaken,     ///< nothing was written: its channels do not take mail, it goes its way
};

struct IntakeMatch {
    IntakeOutcome outcome = IntakeOutcome::open;
    std::optional<std::int64_t> ticket;
};

struct IntakeStored {
    IntakeOutcome outcome = IntakeOutcome::open;
    std::int64_t ticket = 0;
    std::int64_t message = 0;
};

/// Which part of a stored mail a chunk belongs to, as the database counts them.
enum class MailPart { header = 0, body = 1 };

enum class OutboxAnswer {
    accept,  ///< the current attempt: let it pass, once
    discard, ///< an older attempt, or one that already passed: say 250 and forget it
    unknown, ///< no such mail was handed out
};

/// What a channel does with its mail.
enum class IntakeMode {
    automatic, ///< a ticket at once
    triage,    ///< a ticket when an agent accepts it
    off,       ///< left alone
    observe,   ///< left alone, and recorded
};

struct ChannelEntry {
    std::int64_t id = 0;
    std::string key;
    std::string address;
    bool internal = false; ///< agents alone may write there
    IntakeMode intake = IntakeMode::automatic;

    /// The desk takes its mail; else it goes where Postfix delivers it.
    [[nodiscard]] bool takes_mail() const {
        return intake == IntakeMode::automatic || intake == IntakeMode::triage;
    }
};

struct AgentEntry {
    std::int64_t id = 0;
    std::string key;
    std::string login;
    std::string name;
};

/// Who the desk is: what must be known at RCPT.
struct DirectoryEntries {
    std::vector<std::string> domains; ///< of the channels that take mail
    std::vector<std::string> headers; ///< names that rules ask for, lower-case
    std::vector<ChannelEntry> channels;
    std::vector<AgentEntry> agents;
    mail::NumberSearch numbers; ///< what to look for in mails
};

/// The milter's calls of vorrang_api, one function each, on one connection.
class Intake {
  public:
    explicit Intake(pg::Connection& connection)
        : connection_(connection) {}

    /// Where this mail would go. Writes nothing; store() decides again, under locks.
    [[nodiscard]] Result<IntakeMatch> match(const boost::json::object& facts, Instant now);

    /// Takes a ticket number, in a transaction of its own that waits for no disk: the commit of the
    /// mail that uses the number makes both durable. Not to be called inside a transaction.
    [[nodiscard]] Result<std::int64_t> next_number();

    /// Takes the mail in with the first chunk of header and body.
    [[nodiscard]] Result<IntakeStored> store(const boost::json::object& facts,
                                             std::optional<std::int64_t> number,
                                             std::string_view header,
                                             std::string_view body,
                                             Instant now);

    /// A further chunk, in the transaction of store().
    [[nodiscard]] Result<void>
    add_chunk(std::int64_t message, MailPart part, std::size_t n, std::string_view data);

    [[nodiscard]] Result<OutboxAnswer> accept_outgoing(std::int64_t id,
                                                       int attempt,
                                                       std::string_view queue_id,
                                                       std::string_view boot_id,
                                                       Instant now);

    [[nodiscard]] Result<DirectoryEntries> directory();

    /// Asks for a notification at each change of what directory() returns.
    [[nodiscard]] Result<void> listen_for_directory();

  private:
    pg::Connection& connection_;
};

} // namespace vorrang::api
