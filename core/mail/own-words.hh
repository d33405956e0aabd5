#pragma once

#include <string>
#include <string_view>

namespace vorrang::mail {

/// What the writer of this reply said himself, lines with LF, without blank ones at both ends.
/// Quoted lines (`>`), the line that introduces them, an original below a separator or a block of
/// its header, and a signature below `-- ` are not his words. In doubt they are: what he wrote must
/// not get lost.
[[nodiscard]] std::string own_words(std::string_view text);

/// Has he said anything himself?
[[nodiscard]] bool has_own_words(std::string_view text);

/// An HTML reply up to the place where its client put the quoted original; all of it if none is
/// seen.
[[nodiscard]] std::string_view before_html_quote(std::string_view html);

} // namespace vorrang::mail
