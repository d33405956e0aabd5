#pragma once

#include "core/mail/address.hh"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// A token is 130 random bits as 26 characters of base32 (a–z, 2–7), compared case-folded.
inline constexpr std::size_t token_length = 26;

[[nodiscard]] std::string new_token();
/// 26 characters of base32 in any case.
[[nodiscard]] bool is_token(std::string_view text);

/// A ticket that a mail names, with the secret that proves it. The token is lower-case.
struct TicketToken {
    std::int64_t ticket = 0;
    std::string token;
    bool operator==(const TicketToken&) const = default;
};

/// `support+4815.TOKEN@desk.example` or `note+4815.TOKEN2@desk.example`.
struct TicketAddress {
    std::string base; ///< `support`, lower-case
    TicketToken token;
    bool note = false; ///< the base is `note`: an internal note, and the token is the note's
};

/// `domains`: our desk domains, in normal form. An address of another domain is none of ours.
[[nodiscard]] std::optional<TicketAddress> ticket_address(const Mailbox& mailbox,
                                                          std::span<const std::string> domains);

/// `<4815.TOKEN.17@desk.example>`, as every mail of ours is named. The <> may be missing.
[[nodiscard]] std::optional<TicketToken> ticket_message_id(std::string_view message_id,
                                                           std::span<const std::string> domains);

/// `"support+4815.TOKEN@desk.example"` for `support@desk.example`: the ticket's own address.
[[nodiscard]] std::string make_ticket_address(std::string_view channel_address,
                                              const TicketToken& token);

/// `<4815.TOKEN.17@desk.example>`
[[nodiscard]] std::string
make_message_id(const TicketToken& token, std::int64_t outbox_id, std::string_view domain);

/// All numbers of `[#4815]` tags in a decoded subject, each once, in order, at most 10.
[[nodiscard]] std::vector<std::int64_t> subject_tags(std::string_view subject);

/// A row prefix (`A 11-22 14:30 [#4815] `, `- -- [#4815] `) somewhere in a text.
struct RowPrefix {
    std::size_t offset = 0;
    std::size_t length = 0; ///< including the space behind it, if there is one
    std::int64_t ticket = 0;
};

/// Finds row prefixes at the start of the text or behind anything but a letter or digit: behind
/// `Re: `, `Subject: `, `> `. Spaces inside may have become line ends with quote marks, as clients
/// wrap what they quote.
[[nodiscard]] std::vector<RowPrefix> row_prefixes(std::string_view text);

[[nodiscard]] std::string without_row_prefixes(std::string_view text);

/// The subject without row prefixes, `[#n]` tags and answer marks (Re:, AW:, Fwd: …) in front.
[[nodiscard]] std::string bare_subject(std::string_view subject);

} // namespace vorrang::mail
