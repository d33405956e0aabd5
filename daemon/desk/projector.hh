#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

namespace vorrang::desk {

/// Carries changed tickets over into folders. A row that is replaced goes a moment after the new
/// one came, so after each run there is another one soon.
class Projector {
  public:
    Projector(PgSessions& sessions, const Clock& clock);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<void>> tidy_sometimes();

    PgSessions& sessions_;
    const Clock& clock_;
    bool follow_up_ = false;
    Instant tidied_{};
    Worker worker_;
};

} // namespace vorrang::desk
