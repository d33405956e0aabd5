#pragma once

#include "core/api/agent-reply.hh"
#include "core/api/intake.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vorrang::api {

/// For whom an agent opens a ticket.
struct Caller {
    std::string address; ///< "" where only the phone number is known
    std::string name;
    std::optional<std::string> phone; ///< as dialled; the contact who has it is meant
};

/// An agent's mail that opens a ticket for somebody else, as agent_enquiry takes it.
struct EnquiryFacts {
    IntakeFacts mail; ///< the agent's own mail; `login` is his
    Caller customer;
    std::string source;                                       ///< mail, phone, forward
    std::vector<std::pair<std::string, std::string>> lines{}; ///< commands on top
    BookedTime time{};
};

[[nodiscard]] boost::json::object to_json(const EnquiryFacts& facts);

enum class EnquiryOutcome {
    open,        ///< a new ticket
    append,      ///< the customer's mail belongs to a ticket that is there
    duplicate,   ///< a retry of what is committed: say 250
    need_number, ///< nothing was written: call again with a ticket number
    refused,     ///< a rule says no
};

struct EnquiryStored {
    EnquiryOutcome outcome = EnquiryOutcome::refused;
    std::int64_t ticket = 0;
    std::int64_t message = 0;
    std::optional<std::int64_t> original{}; ///< the customer's own message, where one was attached
    bool original_is_new = false;           ///< … and was not there already
    std::string sentence{};                 ///< for the agent's client, at a refusal
};

/// One mail's facts and first chunks.
struct MailPieces {
    boost::json::object facts;
    std::string header;
    std::string body;
};

/// The milter's call about tickets for others, on one connection.
class Enquiries {
  public:
    explicit Enquiries(pg::Connection& connection)
        : connection_(connection) {}

    /// `original`: the customer's own mail that was attached; nullptr if there is none.
    [[nodiscard]] Result<EnquiryStored> open(const MailPieces& mail,
                                             std::optional<std::int64_t> number,
                                             const MailPieces* original,
                                             Instant now);

  private:
    pg::Connection& connection_;
};

} // namespace vorrang::api
