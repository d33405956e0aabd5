#pragma once

#include "core/api/intake.hh"
#include "core/mail/message.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <span>
#include <string>

namespace vorrang::api {

/// What of a mail's way counts for its facts.
struct MailOrigin {
    std::string sender{}; ///< of the envelope, "" for the null sender; where it is lost, From
    std::string
        hostname{}; ///< our Postfix's own name: Message-IDs and dates of its making are no key
    std::string queue_id{};
    std::string view_host{}; ///< names the Message-ID that a view shows where the mail has none
};

/// What a mail itself says: who, to whom, about what, which it answers, how big. Channels, token,
/// trust and all else of the envelope are left for the caller. `desk_domains`, in normal form:
/// addresses in them take no part. `message` is the mail's header as parsed, if the caller wants
/// it.
[[nodiscard]] Result<IntakeFacts> facts_of_mail(const mail::RawMail& raw,
                                                const MailOrigin& origin,
                                                std::span<const std::string> desk_domains,
                                                mail::Message* message = nullptr);

/// Values of these header fields (names in lower case), decoded, at most 5 of each and 1,000 bytes
/// of each value; `names` empty: of every field.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<std::string>>>
header_values(std::string_view header, std::span<const std::string> names);

/// A mail whose bytes are at hand, in the form that is stored; the blank line is in neither part.
/// Line ends may be LF: they become CRLF.
[[nodiscard]] Result<mail::RawMail>
raw_mail_of(std::string_view header, std::string_view body, const std::string& spool_directory);

} // namespace vorrang::api
