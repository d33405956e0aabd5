#pragma once

#include "core/clock.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <chrono>
#include <functional>
#include <string>

namespace vorrang {

/// A call of the database that is made each so often. Any number of vorrangd may make it: what it
/// finds done, it does not do again.
class Repeated {
  public:
    /// Makes the call. True: there is more to do at once.
    using Task = std::function<awaitable<Result<bool>>(Instant now)>;

    Repeated(asio::any_io_executor executor,
             const Clock& clock,
             std::string name,
             std::chrono::seconds every,
             Task task);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();

    const Clock& clock_;
    std::chrono::seconds every_;
    Task task_;
    Instant next_{};
    Worker worker_;
};

} // namespace vorrang
