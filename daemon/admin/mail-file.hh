#pragma once

#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <string>

namespace vorrang::admin {

/// The mail in a file, or on standard input ("-"), in the form that is stored.
[[nodiscard]] Result<mail::RawMail> read_mail_file(const std::string& file);

} // namespace vorrang::admin
