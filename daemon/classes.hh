#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <functional>

namespace vorrang {

/// Keeps the classes of customers what their turnover makes them, where nobody typed one: looked at
/// each quarter of an hour, because invoices come and get old.
class Classes {
  public:
    /// `carried_out` is called when tickets may have changed.
    Classes(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();

    PgSessions& sessions_;
    const Clock& clock_;
    std::function<void()> carried_out_;
    Instant next_{};
    Worker worker_;
};

} // namespace vorrang
