#pragma once

#include "core/clock.hh"
#include "core/mail/address.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// Caps that hold before anything is parsed; what lies beyond is stored, but not looked at.
inline constexpr std::size_t header_bytes_limit = std::size_t{256} << 10;
inline constexpr std::size_t header_lines_limit = 1000;
inline constexpr std::size_t reference_limit = 100;

/// What the header of a mail says. Every text in it is valid UTF-8 on one line, without control
/// characters, so that it can go into PostgreSQL, a log line or a header of ours.
struct Message {
    std::vector<Mailbox> from;
    /// From addresses in all From fields; a second From field counts, even an unreadable one. Only
    /// exactly 1 may be believed.
    std::size_t from_count = 0;
    std::optional<Mailbox> sender;
    std::vector<Mailbox> reply_to;
    std::vector<Mailbox> to;
    std::vector<Mailbox> cc;
    std::string subject;                   ///< decoded
    std::string subject_raw;               ///< as it came, unfolded, but made valid UTF-8
    std::optional<std::string> message_id; ///< with its <>
    std::vector<std::string> in_reply_to;  ///< each with its <>
    std::vector<std::string> references;   ///< in the field's order; the last ones if over the cap
    std::optional<Instant> date;
    bool over_cap = false; ///< something was cut or not looked at

    /// In-Reply-To first, then References from last to first, each once, at most reference_limit:
    /// the order in which a follow-up looks for its ticket.
    [[nodiscard]] std::vector<std::string> answered_ids() const;
};

/// Reads the stored header (CRLF or LF). Never fails: what cannot be read is left empty.
[[nodiscard]] Message parse_message(std::string_view header);

/// The same from a RawMail; reads at most header_bytes_limit of it, and nothing of the body.
[[nodiscard]] Result<Message> parse_message(const RawMail& mail);

/// The ids `<…>` in a value of Message-ID, In-Reply-To or References, in order, at most `limit`
/// (the last ones, as the newest matter most).
[[nodiscard]] std::vector<std::string> message_ids(std::string_view value, std::size_t limit);

} // namespace vorrang::mail
