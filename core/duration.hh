#pragma once

#include "core/result.hh"

#include <chrono>
#include <string>
#include <string_view>

namespace vorrang {

/// Reads "15m", "3h48m", "1d", "250ms": numbers each with a unit (ms, s, m, h, d), the larger unit
/// first. A bare number is refused: whoever writes 15 may mean seconds or minutes. "0" needs one
/// too.
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The shortest text that parse_duration reads back as the same: 13680 s is "3h48m", 48 h is "2d".
[[nodiscard]] std::string format_duration(std::chrono::milliseconds value);

} // namespace vorrang
