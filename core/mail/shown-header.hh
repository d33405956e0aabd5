#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// Which view a header is for.
enum class ShownIn {
    row,          ///< a ticket's row: must not thread with other rows
    conversation, ///< a message among its conversation: References and In-Reply-To stay
};

/// The part of a shown header that never changes for a stored mail: the stored header
/// - without the fields that would lead a reply or a receipt past the desk (Reply-To,
/// Mail-Reply-To,
///   Mail-Followup-To, Disposition-Notification-To, Return-Receipt-To, List-Post), without
///   X-Vorrang fields, and in a row without References and In-Reply-To;
/// - with a Message-ID (`fallback_message_id`, with its <>) if it had none;
/// - with exactly one Subject field (a client shows the last of several, and would miss the
/// prefix),
///   an empty one if there was none, its value led by white space.
/// Ends in CRLF, without the blank line; every other field byte for byte.
[[nodiscard]] std::string base_header(std::string_view stored_header,
                                      std::string_view fallback_message_id,
                                      ShownIn view = ShownIn::row);

/// What IMAP shows: `added_lines` (whole fields, each with its CRLF), then `base` with
/// `subject_prefix` put in front of the Subject's value, whose bytes stay as they are. Where the
/// added lines end in References, the mail's own ids follow there as the rest of that field, their
/// name and colon made spaces. The size is exactly the sum of the three.
[[nodiscard]] std::string
shown_header(std::string_view base, std::string_view added_lines, std::string_view subject_prefix);

/// The `shown_size` of the intake's facts: base, blank line, body. The row's size is this plus
/// added lines plus prefix.
[[nodiscard]] constexpr std::size_t shown_size(std::size_t base_size, std::size_t body_size) {
    return base_size + 2 + body_size;
}

} // namespace vorrang::mail
