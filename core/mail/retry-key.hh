#pragma once

#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <string>
#include <string_view>

namespace vorrang::mail {

/// What the milter knows beside the mail itself.
struct RetryFacts {
    std::string_view envelope_sender; ///< without <>, empty for the null sender
    std::string_view hostname;        ///< our Postfix's name ({j}): its Message-IDs end in it
    std::string_view queue_id;        ///< changes at every retry, and stands in what Postfix made
    bool message_id_made_locally = false; ///< known by other means that Postfix added it
    bool date_made_locally = false;       ///< Postfix added the Date, so a retry has another
};

/// The one key by which a sender's retry is recognised.
struct RetryKey {
    std::string hex;         ///< SHA-256, 64 lower-case hex digits
    bool senders_message_id; ///< the sender gave a Message-ID of its own

    [[nodiscard]] int seconds() const { return senders_message_id ? 7 * 86400 : 900; }
};

/// Digest of envelope sender, Message-ID (unless made by our Postfix), From, Date (unless made
/// locally), Subject and body; never of recipients or trace fields. Every field goes in with its
/// count and length, so that no two different mails give the same input. Streams a spooled body.
///
/// A Message-ID counts as made by our Postfix if its host is `hostname` and it contains `queue_id`;
/// a Date that stands below it was then added with it, as Postfix adds both at the end.
[[nodiscard]] Result<RetryKey> retry_key(const RawMail& mail, const RetryFacts& facts);

} // namespace vorrang::mail
