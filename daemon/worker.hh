#pragma once

#include "core/clock.hh"
#include "core/result.hh"
#include "daemon/asio.hh"
#include "daemon/signal.hh"

#include <functional>
#include <optional>
#include <string>

namespace vorrang {

/// How long a worker sleeps at most: the net under lost wake-ups and clocks that jump.
inline constexpr std::chrono::milliseconds worker_poll{250};

/// The loop of everything that is claimed from the database: carries out what is due, asks when the
/// next is due, sleeps until then, a wake-up, or the poll. Errors make it pause, ever longer up to
/// two seconds. After a step that found nothing more it rests at least `rest`: under load many
/// small steps become few large ones, and the first of a quiet time comes at once. It ends after
/// the step in progress when told to stop.
class Worker {
  public:
    /// One step: carries out some of what is due. True: there may be more at once.
    using Step = std::function<awaitable<Result<bool>>()>;
    /// When the next is due; nothing: unknown.
    using NextAt = std::function<awaitable<Result<std::optional<Instant>>>()>;

    Worker(asio::any_io_executor executor,
           const Clock& clock,
           std::string name,
           Step step,
           NextAt next_at = {},
           std::chrono::milliseconds rest = {});

    void start();

    void wake() { signal_.raise(); }

    void stop();

    [[nodiscard]] bool running() const { return running_; }

  private:
    awaitable<void> loop();
    awaitable<void> after(Result<bool> more);
    awaitable<std::chrono::microseconds> time_to_sleep();

    asio::any_io_executor executor_;
    const Clock& clock_;
    std::string name_;
    Step step_;
    NextAt next_at_;
    Signal signal_;
    std::chrono::milliseconds rest_;
    std::chrono::milliseconds backoff_{0};
    bool stopping_ = false;
    bool running_ = false;
};

} // namespace vorrang
