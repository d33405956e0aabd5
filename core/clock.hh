#pragma once

#include <chrono>

namespace vorrang {

/// An instant in UTC, to the microsecond: PostgreSQL's timestamptz holds exactly that.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Where a program reads the time. Everything that looks at time gets a Clock or an Instant; only
/// SystemClock looks at the machine.
class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::time_point_cast<std::chrono::microseconds>(
            std::chrono::system_clock::now());
    }
};

/// A clock that stands still until it is set: for tests.
class FixedClock final : public Clock {
  public:
    explicit FixedClock(Instant start)
        : now_(start) {}

    [[nodiscard]] Instant now() const override { return now_; }

    void set(Instant instant) { now_ = instant; }

    void advance(std::chrono::microseconds by) { now_ += by; }

  private:
    Instant now_;
};

} // namespace vorrang
