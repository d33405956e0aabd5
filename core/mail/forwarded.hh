#pragma once

#include "core/mail/address.hh"

#include <optional>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// Whose mail an agent forwards.
struct Forwarded {
    Mailbox from;
    std::string subject; ///< the original's, decoded; "" if the forward does not tell it
    /// The original, if it is attached as it is (message/rfc822): views into the forward's body.
    /// The header is without the blank line.
    std::optional<std::string_view> header{};
    std::string_view body{};
};

/// `Fwd: `, `FW: `, `WG: ` and alike: the mark that a client sets in front of a forwarded subject.
[[nodiscard]] bool has_forward_mark(std::string_view subject);

[[nodiscard]] std::string without_forward_marks(std::string_view subject);

/// The one mail that is attached; nothing if there is none, or several.
[[nodiscard]] std::optional<Forwarded> attached_original(std::string_view header,
                                                         std::string_view body);

/// Who wrote the mail that stands in this text, by the header block that Outlook, Gmail, Apple Mail
/// and Thunderbird put above it, English and German (U-08). The first such block counts.
[[nodiscard]] std::optional<Forwarded> inline_original(std::string_view text);

} // namespace vorrang::mail
