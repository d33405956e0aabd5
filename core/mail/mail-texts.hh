#pragma once

#include "core/mail/word-runs.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// Runs of words of everything that can be read in a mail: plain texts and HTML, attached ones and
/// those of attached mails too, quotes with them.
[[nodiscard]] WordRuns runs_of_mail(std::string_view header, std::string_view body);

/// Runs of what a note's writer says in it himself (AgentLines::own), up to a closing formula:
/// quotes and signatures stand in his answers to customers too.
[[nodiscard]] WordRuns runs_of_note(std::string_view header, std::string_view body);

[[nodiscard]] bool have_common(const WordRuns& one, const WordRuns& other);

/// Is there a file in this mail that is a row or a note of the desk, saved and attached as
/// something else than a mail? Looks at files up to 1 MiB that can be read as text; gives the first
/// one's name ("a file": it has none), or "". A mere row prefix in a text file is no reason: it is
/// taken out as from any text.
[[nodiscard]] std::string attached_row(std::string_view header, std::string_view body);

} // namespace vorrang::mail
