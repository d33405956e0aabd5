#pragma once

#include "core/mail/compose.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// One part with its header: a text in UTF-8, quoted-printable. `type`: text/plain or text/html.
[[nodiscard]] std::string text_part(std::string_view type, std::string_view utf8);

/// `multipart/KIND` of parts that have their headers. The boundary gets longer until it stands in
/// none of them. The fields are without MIME-Version.
[[nodiscard]] MailContent
multipart(std::string_view kind, const std::vector<std::string>& parts, std::string boundary);

/// A text of the desk's in both forms: as it is, and as HTML that is made from it and holds no
/// markup but paragraphs and line ends (html_of_text).
[[nodiscard]] MailContent text_and_html(std::string_view utf8, const std::string& boundary);

} // namespace vorrang::mail
