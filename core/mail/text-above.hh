#pragma once

#include "core/mail/compose.hh"
#include "core/mail/mime-tree.hh"

#include <string_view>

namespace vorrang::mail {

/// Charsets in which an ASCII text is not its bytes: looked through, but not edited.
[[nodiscard]] bool is_wide(std::string_view charset);

/// Puts a text in UTF-8 above what the writer of a mail typed, in the plain part and in the HTML
/// part (escaped there). A part whose charset cannot hold it becomes UTF-8. Signed parts must not
/// be given to it.
void put_above(MailContent& content, std::string_view text);

} // namespace vorrang::mail
