#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vorrang::milter {

/// Which mail of vorrangd's outbox this is, and its how-many-th attempt.
struct OutgoingAttempt {
    std::int64_t id = 0;
    int attempt = 0;
    bool operator==(const OutgoingAttempt&) const = default;
};

/// `17 2`, spaces around allowed; nothing for anything else.
[[nodiscard]] std::optional<OutgoingAttempt> parse_outgoing_attempt(std::string_view value);

/// Collects the X-Vorrang-Outbox headers of one mail. Exactly one counts.
class OutgoingMark {
  public:
    static constexpr const char* header_name = "X-Vorrang-Outbox";

    void look_at(std::string_view name, std::string_view value);

    /// The attempt that the mail names; nothing if it names none, several or an unreadable one.
    [[nodiscard]] std::optional<OutgoingAttempt> attempt() const;

  private:
    int seen_ = 0;
    std::optional<OutgoingAttempt> attempt_;
};

} // namespace vorrang::milter
