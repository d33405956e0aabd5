#pragma once

#include "core/api/covers.hh"
#include "core/clock.hh"
#include "core/mail/address.hh"
#include "core/result.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <functional>
#include <optional>
#include <string>

namespace vorrang {

/// Writes cover sheets. Which are wanted, and whether they would say anything new, the database
/// decides; a sheet becomes a row by the projector.
class Covers {
  public:
    /// `written`: a row wants projecting.
    Covers(PgSessions& sessions,
           const Clock& clock,
           mail::Mailbox from,
           std::function<void()> written);

    [[nodiscard]] Worker& worker() { return worker_; }

    /// The sheet of a Tickets/n that this agent opens now, so that it is there when it is shown.
    awaitable<Result<void>> write_for(std::int64_t agent, std::string folder);

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<bool>> write_next(std::optional<std::int64_t> agent,
                                       std::optional<std::string> folder);
    awaitable<Result<void>> write(PgSession* session, api::CoverJob job);
    awaitable<Result<void>> read_files(PgSession* session, api::CoverJob* job);

    PgSessions& sessions_;
    const Clock& clock_;
    mail::Mailbox from_;
    std::function<void()> written_;
    Worker worker_;
};

} // namespace vorrang
