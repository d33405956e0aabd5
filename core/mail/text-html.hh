#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// A line of text where HTML wants text: no byte of it is markup. Long ones are broken at spaces.
[[nodiscard]] std::string escape_html(std::string_view line);

/// A plain text in UTF-8 as HTML: escaped, a paragraph where a blank line is, `<br>` where a line
/// ends. No other tag. Its own lines are short (spaces become line ends), with CRLF.
[[nodiscard]] std::string html_of_text(std::string_view text);

/// The same bytes in ASCII: every other character as `&#228;`.
[[nodiscard]] std::string ascii_html(std::string_view html);

/// An HTML document of its own with this content.
[[nodiscard]] std::string html_document(std::string_view content);

/// Where in an HTML document what is to stand on top of it belongs.
[[nodiscard]] std::size_t html_top(std::string_view html);

} // namespace vorrang::mail
