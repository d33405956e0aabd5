#pragma once

#include "core/api/intake.hh"
#include "core/clock.hh"
#include "core/mail/message.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"
#include "milter/directory.hh"
#include "milter/envelope.hh"
#include "milter/settings.hh"

#include <cstdint>
#include <string>

namespace vorrang::milter {

/// A whole mail that a logged-in agent sends.
struct AgentMail {
    const Envelope& envelope;
    const api::IntakeFacts& facts; ///< what anybody's mail is read for
    const mail::RawMail& raw;
    Instant now;
    const Settings& settings;
    const Directory& directory;
};

/// What becomes of an agent's mail at its end.
struct AgentRuling {
    enum class Kind {
        reply,   ///< committed: no recipient stays, vorrangd sends
        note,    ///< committed: no recipient stays, nothing is sent
        copy,    ///< committed: the desk's recipients are taken off, the others get the mail
        enquiry, ///< committed: a ticket for somebody else
        intake,  ///< opens or joins a ticket as anybody's mail does
        refused, ///< a rule says no: `sentence` goes to the agent's client, nothing is sent
    };
    Kind kind = Kind::intake;
    std::string sentence{};
    std::int64_t ticket = 0;
    std::int64_t message = 0;
};

/// What an agent may do by mail. Thread-safe. An Error means that it cannot be decided now: 451.
class AgentDesk {
  public:
    AgentDesk() = default;
    AgentDesk(const AgentDesk&) = delete;
    AgentDesk& operator=(const AgentDesk&) = delete;
    AgentDesk(AgentDesk&&) = delete;
    AgentDesk& operator=(AgentDesk&&) = delete;
    virtual ~AgentDesk() = default;

    /// Asked at the end of the header of a mail without a desk address: is it about a ticket all
    /// the same, so that it must not leave as it is?
    [[nodiscard]] virtual Result<bool> concerns_a_ticket(const Envelope& envelope,
                                                         const mail::Message& header) = 0;

    /// Asked at the end of a mail that names the desk or concerns a ticket.
    [[nodiscard]] virtual Result<AgentRuling> rule(const AgentMail& mail) = 0;
};

} // namespace vorrang::milter
