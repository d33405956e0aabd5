#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <functional>

namespace vorrang {

/// Keeps the calendars' expansions ten years ahead, and true when the rules of a time zone change:
/// at its start and each night all are worked out anew, and the database says where that makes a
/// difference.
class Calendars {
  public:
    /// `carried_out` is called when tickets have changed.
    Calendars(PgSessions& sessions, const Clock& clock, std::function<void()> carried_out);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<void>> keep(const boost::json::object& rules);

    PgSessions& sessions_;
    const Clock& clock_;
    std::function<void()> carried_out_;
    Instant next_{};
    Worker worker_;
};

} // namespace vorrang
