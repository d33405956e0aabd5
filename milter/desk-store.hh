#pragma once

#include "core/api/agent-reply.hh"
#include "core/api/enquiry.hh"
#include "core/api/intake.hh"
#include "core/clock.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vorrang::milter {

struct Enquiry;

/// Where a mail is made certain. Thread-safe. A success means committed.
class DeskStore {
  public:
    DeskStore() = default;
    DeskStore(const DeskStore&) = delete;
    DeskStore& operator=(const DeskStore&) = delete;
    DeskStore(DeskStore&&) = delete;
    DeskStore& operator=(DeskStore&&) = delete;
    virtual ~DeskStore() = default;

    /// Takes a mail in. May be called again for the same mail: its retry key makes that harmless.
    [[nodiscard]] virtual Result<api::IntakeStored>
    take(const api::IntakeFacts& facts, const mail::RawMail& mail, Instant now) = 0;

    /// Takes a logged-in agent's reply or note in, or refuses it with a sentence. May be called
    /// again for the same mail too.
    [[nodiscard]] virtual Result<api::ReplyStored>
    take_reply(const api::ReplyFacts& facts, const mail::RawMail& mail, Instant now) = 0;

    /// What was said about the ticket of an agent's mail: see AgentReplies::texts().
    [[nodiscard]] virtual Result<std::vector<api::StoredText>>
    texts(const api::ReplyFacts& facts, bool open, Instant now) = 0;

    /// Opens a ticket for somebody else, with the customer's own mail where one was attached.
    [[nodiscard]] virtual Result<api::EnquiryStored>
    take_enquiry(const Enquiry& enquiry, const mail::RawMail& mail, Instant now) = 0;

    /// Answers a question to the desk itself; why it is refused, "" if it is answered.
    [[nodiscard]] virtual Result<std::string>
    answer_question(const std::string& login,
                    const std::vector<std::pair<std::string, std::string>>& lines,
                    Instant now) = 0;

    /// The first of these tickets that the agent of this login may see.
    [[nodiscard]] virtual Result<std::optional<std::int64_t>>
    ticket_of_agent(const std::string& login, const std::vector<std::int64_t>& tags) = 0;

    /// May this attempt at a mail of vorrangd pass?
    [[nodiscard]] virtual Result<api::OutboxAnswer>
    accept_outgoing(std::int64_t id, int attempt, const std::string& queue_id, Instant now) = 0;
};

} // namespace vorrang::milter
