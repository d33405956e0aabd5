#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

namespace vorrang {

/// Chains the history: every half minute a link for what has happened since. Any number of vorrangd
/// may do it; the database lets one at a time.
class Audit {
  public:
    Audit(PgSessions& sessions, const Clock& clock);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();

    PgSessions& sessions_;
    const Clock& clock_;
    Instant next_{};
    Worker worker_;
};

} // namespace vorrang
