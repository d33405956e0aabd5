#pragma once

#include "core/clock.hh"
#include "core/result.hh"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// The mails that the desk writes in words of its own.
enum class StandardMail {
    confirmation, ///< received, with the number and what to expect
    closing,      ///< the ticket is closed
    reminder,     ///< we wait for an answer
};

/// What a template can name; outside text is on one line.
struct StandardWords {
    std::int64_t number = 0;
    std::string subject; ///< "" if it is not to be repeated
    std::string name;    ///< of the customer's contact; "" likewise
    std::string channel;
    std::string due;         ///< "" if no time is promised
    bool unanswered = false; ///< closed because the customer did not answer
    bool last = false;       ///< of the reminders
};

/// The two languages that ship; anything but German is English.
enum class Language { english, german };

[[nodiscard]] Language language_of(std::string_view tag);

/// The built-in template; `known` false: the fixed text for strangers.
[[nodiscard]] std::string_view standard_template(StandardMail mail, Language language, bool known);

/// The Subject's words where the customer's own must not be repeated.
[[nodiscard]] std::string_view stranger_subject(StandardMail mail, Language language);

/// Fills a mustache template. Fails with `data` where it does not parse, or asks for a name that is
/// none of number, subject, name, channel, due, unanswered, last.
[[nodiscard]] Result<std::string> fill_template(const std::string& text,
                                                const StandardWords& words);

/// `Saturday, 22 November 2025, 14:30 (CET)`, to the minute. Fails with `data` for an unknown zone.
[[nodiscard]] Result<std::string>
local_time(Instant instant, const std::string& zone, Language language);

} // namespace vorrang::mail
