#pragma once

#include "core/pg/pool.hh"
#include "milter/desk-store.hh"
#include "milter/wake.hh"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace vorrang::milter {

/// DeskStore over a pool of connections. After each commit it wakes vorrangd.
class PgStore final : public DeskStore {
  public:
    /// `boot_id` names this run of the host: after another boot the MTA's queue may have lost what
    /// it had accepted.
    PgStore(pg::Pool& pool, const Wake& wake, std::string boot_id);

    [[nodiscard]] Result<api::IntakeStored>
    take(const api::IntakeFacts& facts, const mail::RawMail& mail, Instant now) override;

    [[nodiscard]] Result<api::ReplyStored>
    take_reply(const api::ReplyFacts& facts, const mail::RawMail& mail, Instant now) override;

    [[nodiscard]] Result<std::vector<api::StoredText>>
    texts(const api::ReplyFacts& facts, bool open, Instant now) override;

    [[nodiscard]] Result<api::EnquiryStored>
    take_enquiry(const Enquiry& enquiry, const mail::RawMail& mail, Instant now) override;

    [[nodiscard]] Result<std::string>
    answer_question(const std::string& login,
                    const std::vector<std::pair<std::string, std::string>>& lines,
                    Instant now) override;

    [[nodiscard]] Result<std::optional<std::int64_t>>
    ticket_of_agent(const std::string& login, const std::vector<std::int64_t>& tags) override;

    [[nodiscard]] Result<api::OutboxAnswer> accept_outgoing(std::int64_t id,
                                                            int attempt,
                                                            const std::string& queue_id,
                                                            Instant now) override;

  private:
    pg::Pool& pool_;
    const Wake& wake_;
    std::string boot_id_;
};

/// /proc/sys/kernel/random/boot_id
[[nodiscard]] Result<std::string> read_boot_id();

} // namespace vorrang::milter
