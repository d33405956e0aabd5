#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::log {

/// Longest value a log line shows; what is longer is cut and ends in "…".
inline constexpr std::size_t kValueLimit = 1024;

/// A value as it stands in a log line. Values come from strangers' mail: whatever could end the
/// line, move the terminal's cursor or turn the reading direction (control characters, ESC,
/// U+2028, bidirectional marks, bytes that are not UTF-8) is written as \n, \x1b or \u{2028}.
/// Values with spaces, quotes or "=" are quoted, so that a line always parses back into its fields.
[[nodiscard]] std::string escape_value(std::string_view value);

/// A stranger's text for a terminal: the same characters masked, but neither quoted nor cut.
[[nodiscard]] std::string printable(std::string_view text);

/// Whether all of it is UTF-8, as PostgreSQL takes it (but for NUL).
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace vorrang::log
