#pragma once

#include "core/clock.hh"
#include "core/result.hh"

#include <string>
#include <string_view>

namespace vorrang::mail {

/// The mails that the desk writes in words of its own.
enum class StandardMail {
    confirmation, ///< received, with the number and what to expect
    closing,      ///< the ticket is closed
    reminder,     ///< we wait for an answer
    contingent,   ///< little or nothing is left of what a contract includes
    ask,          ///< around an agent's question
};

/// "confirmation", as files of templates are named.
[[nodiscard]] std::string_view kind_name(StandardMail mail);

/// The two languages that ship; anything but German is English.
enum class Language { english, german };

[[nodiscard]] Language language_of(std::string_view tag);

/// The built-in template; `known` false: the fixed text for strangers.
[[nodiscard]] std::string_view standard_template(StandardMail mail, Language language, bool known);

/// The Subject's words where the customer's own must not be repeated.
[[nodiscard]] std::string_view stranger_subject(StandardMail mail, Language language);

/// `Saturday, 22 November 2025, 14:30 (CET)`, to the minute. Fails with `data` for an unknown zone.
[[nodiscard]] Result<std::string>
local_time(Instant instant, const std::string& zone, Language language);

} // namespace vorrang::mail
