#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

[[nodiscard]] bool is_utf8(std::string_view bytes);
[[nodiscard]] bool is_ascii(std::string_view bytes);

/// UTF-8 of bytes whose charset nobody declared: UTF-8 if they are, else windows-1252 (what says
/// ISO-8859-1 means it too). Bytes without a meaning become U+FFFD.
[[nodiscard]] std::string guess_utf8(std::string_view bytes);

/// Valid UTF-8 with every invalid sequence made U+FFFD: for text whose charset is declared as
/// UTF-8.
[[nodiscard]] std::string repair_utf8(std::string_view bytes);

/// One line without control characters (CR, LF, NUL, ESC, DEL, C1, U+2028/2029 and bidi overrides):
/// each run of them becomes one space; trimmed. What is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

/// The longest prefix of at most `limit` bytes that ends between two characters.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t limit);

void append_utf8(std::string& out, char32_t code_point);

/// Reads the character at `at` and steps behind it; U+FFFD and one byte for what is invalid.
[[nodiscard]] char32_t next_utf8(std::string_view text, std::size_t& at);

} // namespace vorrang::mail
