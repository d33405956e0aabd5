#pragma once

#include "core/api/outbox.hh"
#include "core/result.hh"
#include "daemon/mail-submit.hh"

#include <cstdint>
#include <string>
#include <vector>

namespace vorrang {

/// A mail ready to leave: envelope, and the bytes as they are stored.
struct OutgoingMail {
    std::string sender{}; ///< empty: the null sender
    std::vector<std::string> recipients{};
    std::vector<std::string> pieces{}; ///< header with its empty line, then body

    [[nodiscard]] std::uint64_t size() const;
};

/// The envelope a row is sent with: recipients from the row; confirmations from the null sender,
/// all else from the ticket's own address (VERP), by which a bounce finds the ticket.
Result<OutgoingMail> envelope_of(const api::OutboxRow& row);

/// `X-Vorrang-Outbox: 7 2`: by it the milter on the private port knows row and attempt.
std::string outbox_mark(const api::OutboxRow& row);

/// Reads the pieces of a mail that is in memory.
class PiecesSource final : public MailSource {
  public:
    explicit PiecesSource(std::vector<std::string> pieces)
        : pieces_(std::move(pieces)) {}

    awaitable<Result<std::string>> next() override;

  private:
    std::vector<std::string> pieces_;
    std::size_t at_ = 0;
};

} // namespace vorrang
