#pragma once

#include "milter/agent-desk.hh"
#include "milter/desk-store.hh"

namespace vorrang::milter {

/// Agents' replies and notes: what can be judged from the mail itself is judged here, the rest
/// (membership, collision, recipients) by the store.
class AgentReply final : public AgentDesk {
  public:
    explicit AgentReply(DeskStore& store)
        : store_(store) {}

    [[nodiscard]] Result<bool> concerns_a_ticket(const Envelope& envelope,
                                                 const mail::Message& header) override;
    [[nodiscard]] Result<AgentRuling> rule(const AgentMail& mail) override;

  private:
    [[nodiscard]] Result<bool> is_about_a_ticket(const AgentMail& mail);
    [[nodiscard]] Result<AgentRuling> take(const AgentMail& mail);
    [[nodiscard]] Result<AgentRuling> file_copy(const AgentMail& mail);
    [[nodiscard]] Result<void> look_for_notes(const AgentMail& mail, api::ReplyFacts& facts);
    [[nodiscard]] Result<AgentRuling> open_for(const AgentMail& mail);
    [[nodiscard]] Result<AgentRuling> ask_the_desk(const AgentMail& mail);

    DeskStore& store_;
};

} // namespace vorrang::milter
