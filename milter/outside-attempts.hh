#pragma once

#include "core/clock.hh"
#include "core/mail/raw-mail.hh"
#include "milter/directory.hh"
#include "milter/envelope.hh"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::milter {

/// What of an agent's powers somebody tries who is none (T6): `header` (X-Vorrang lines), `sender`
/// (an agent's From without his login), `lines` (# commands on top). None has any effect; they are
/// told so that an admin can see them.
[[nodiscard]] std::vector<std::string> outside_attempts(std::string_view header,
                                                        const mail::RawMail& raw,
                                                        const std::string& from,
                                                        const Envelope& envelope,
                                                        const Directory& directory);

/// Tells attempts to the log, at most lines_a_minute of them: what is more is counted. Thread-safe.
class AttemptLog {
  public:
    static constexpr int lines_a_minute = 60;

    void tell(Instant now,
              std::string_view what,
              std::string_view recipient,
              const Envelope& envelope,
              const Peer& peer);

  private:
    std::mutex mutex_;
    Instant minute_{};
    int told_ = 0;
    std::uint64_t untold_ = 0;
};

} // namespace vorrang::milter
