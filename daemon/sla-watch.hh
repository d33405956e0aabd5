#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <functional>

namespace vorrang {

/// Carries out what the clock says: amber, red, response and resolution due, escalation. The rules
/// are the database's; this one knows when to ask. No timer per ticket: one, for the earliest
/// instant of all.
class SlaWatch {
  public:
    /// `carried_out` is called when tickets have changed.
    SlaWatch(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<std::optional<Instant>>> next_at();

    PgSessions& sessions_;
    const Clock& clock_;
    std::function<void()> carried_out_;
    Worker worker_;
};

} // namespace vorrang
