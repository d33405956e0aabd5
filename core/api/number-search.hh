#pragma once

#include "core/api/call.hh"
#include "core/api/intake.hh"
#include "core/mail/mail-numbers.hh"
#include "core/mail/raw-mail.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

namespace vorrang::api {

/// vorrang_api.number_search's answer. A pattern that this program cannot read is left out and
/// logged: its admin wrote it past `vorrang pattern set`.
[[nodiscard]] mail::NumberSearch parse_number_search(const boost::json::object& answer);

/// What to look for, asked alone: the milter has it in its directory.
[[nodiscard]] Call<mail::NumberSearch> number_search();

/// What a mail's subject and readable text name. Reads at most 256 KiB of the body, of its text 16
/// KiB; of bounces and list mail nothing.
[[nodiscard]] Result<mail::MailNumbers> numbers_of_mail(const mail::RawMail& raw,
                                                        const mail::NumberSearch& search,
                                                        std::string_view subject);

/// Adds them to the facts.
[[nodiscard]] Result<void>
read_numbers(const mail::RawMail& raw, const mail::NumberSearch& search, IntakeFacts& facts);

} // namespace vorrang::api
