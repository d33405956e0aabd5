#pragma once

#include "core/api/intake.hh"
#include "core/mail/message.hh"
#include "milter/directory.hh"
#include "milter/envelope.hh"
#include "milter/settings.hh"

#include <string>
#include <string_view>

namespace vorrang::milter {

/// The recipient as the sender wrote it, from RCPT's parameter `ORCPT=rfc822;xtext` (RFC 3461
/// section 4.2) in normal form; "" for every other parameter. Postfix's own smtp client names there
/// what an alias was before it became a channel's address.
[[nodiscard]] std::string original_recipient(std::string_view parameter);

/// Whom of To and Cc the ticket counts among its participants. Not the desk's own addresses, under
/// whatever alias; and nobody where neither To nor Cc names the desk: a channel in Bcc was not
/// meant to be seen by the others, and an answer to all would show it (design.md, section 6).
void settle_participants(const Envelope& envelope,
                         const mail::Message& message,
                         const Directory& directory,
                         const Settings& settings,
                         api::IntakeFacts& facts);

} // namespace vorrang::milter
