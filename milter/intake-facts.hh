#pragma once

#include "core/api/intake.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"
#include "milter/directory.hh"
#include "milter/envelope.hh"
#include "milter/settings.hh"

namespace vorrang::milter {

/// Reads from a mail what the rules of intake need. The mail is complete, our trace lines included.
/// What cannot be read stays empty: a broken mail is a ticket too. Fails only where the mail's
/// bytes cannot be read back from disk.
[[nodiscard]] Result<api::IntakeFacts> read_facts(const mail::RawMail& raw,
                                                  const Envelope& envelope,
                                                  const Peer& peer,
                                                  const Directory& directory,
                                                  const Settings& settings);

} // namespace vorrang::milter
