#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace vorrang::mail {

/// Time that somebody worked.
struct TimeSpent {
    std::chrono::minutes minutes{};
    std::optional<std::chrono::minutes> start; ///< since midnight, where it was said
};

/// `0:25`, `1:30`, `25m`, `1h`, `1h30m`, `1.5h`, or from when to when: `21:30-22:15` (until the
/// next day, if that is earlier). Nothing for anything else, for 0 and for more than 24 h.
[[nodiscard]] std::optional<TimeSpent> parse_time_spent(std::string_view text);

} // namespace vorrang::mail
