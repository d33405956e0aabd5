#pragma once

#include "core/mail/own-words.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

inline constexpr std::size_t body_text_limit = std::size_t{256} << 10;

/// Text as it may be stored: LF line ends, no other control characters but TAB, valid UTF-8, at
/// most body_text_limit bytes.
[[nodiscard]] std::string clean_lines(std::string_view text);

/// What a person would read: the first text/plain part that is no attachment, else the first
/// text/html without its tags. Valid UTF-8, line ends LF, no other control characters but TAB, at
/// most body_text_limit bytes. "" if there is nothing to read.
[[nodiscard]] std::string body_text(std::string_view header, std::string_view body);

/// The same from a RawMail; reads at most 1 MiB of the body.
[[nodiscard]] Result<std::string> body_text(const RawMail& mail);

/// What a person would read, cut by whose words they are; of an HTML mail the quote is what its
/// client marks as one. Looks at no more than `looked_at` bytes of the body, and gives no more than
/// about `limit` bytes of text.
[[nodiscard]] TextParts body_text_parts(std::string_view header,
                                        std::string_view body,
                                        std::size_t looked_at,
                                        std::size_t limit);

} // namespace vorrang::mail
