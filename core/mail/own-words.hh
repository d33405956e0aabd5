#pragma once

#include <string>
#include <string_view>

namespace vorrang::mail {

/// What the writer of this reply said himself, lines with LF, without blank ones at both ends.
/// Quoted lines (`>`), the line that introduces them, an original below a separator or a block of
/// its header, and a signature below `-- ` are not his words. In doubt they are: what he wrote must
/// not get lost.
[[nodiscard]] std::string own_words(std::string_view text);

/// A reply cut by whose words they are; lines with LF.
struct TextParts {
    std::string own;       ///< what the writer says himself
    std::string signature; ///< below `-- `
    std::string quote; ///< `>` lines, and the original below a separator or a block of its header
};

/// Cuts a text whose lines end in LF or CRLF. The line that introduces a quote stays with the
/// words above it.
[[nodiscard]] TextParts text_parts(std::string_view text);

/// Has he said anything himself?
[[nodiscard]] bool has_own_words(std::string_view text);

/// An HTML reply up to the place where its client put the quoted original; all of it if none is
/// seen.
[[nodiscard]] std::string_view before_html_quote(std::string_view html);

} // namespace vorrang::mail
