#pragma once

#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

inline constexpr std::size_t body_text_limit = std::size_t{256} << 10;

/// What a person would read: the first text/plain part that is no attachment, else the first
/// text/html without its tags. Valid UTF-8, line ends LF, no other control characters but TAB, at
/// most body_text_limit bytes. "" if there is nothing to read.
[[nodiscard]] std::string body_text(std::string_view header, std::string_view body);

/// The same from a RawMail; reads at most 1 MiB of the body.
[[nodiscard]] Result<std::string> body_text(const RawMail& mail);

} // namespace vorrang::mail
