#pragma once

#include "core/clock.hh"

#include <optional>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// Readies GMime once per process; every function of core/mail that needs it calls this itself.
void start_gmime();

/// The text of an unstructured value (folded, with encoded words, with raw 8-bit bytes): one line
/// of valid UTF-8 without control characters.
[[nodiscard]] std::string decode_header_text(std::string_view value);

/// A value for an unstructured field: ASCII as it is, folded; else UTF-8 encoded words. Control
/// characters, line ends above all, become spaces first: whatever goes in, one field comes out.
/// `used` columns of the first line are taken already.
[[nodiscard]] std::string encode_header_text(std::string_view utf8, std::size_t used = 0);

/// A display name as a phrase: a quoted string if ASCII, encoded words otherwise.
[[nodiscard]] std::string encode_phrase(std::string_view utf8);

[[nodiscard]] std::optional<Instant> parse_date(std::string_view value);

/// `Sat, 22 Nov 2025 14:30:00 +0000`
[[nodiscard]] std::string format_date(Instant instant);

/// Content in `charset` (any name; unknown or undeclared: guessed) as valid UTF-8.
[[nodiscard]] std::string charset_to_utf8(std::string_view bytes, std::string_view charset);

enum class TransferEncoding { identity, base64, quoted_printable };

[[nodiscard]] TransferEncoding transfer_encoding(std::string_view value);
[[nodiscard]] std::string decode_transfer(std::string_view bytes, TransferEncoding encoding);
/// Lines end in CRLF. For quoted-printable the bytes are text: their line ends stay line ends.
[[nodiscard]] std::string encode_transfer(std::string_view bytes, TransferEncoding encoding);

} // namespace vorrang::mail
