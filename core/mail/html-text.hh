#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// The text of an HTML document, and where in the document each of its bytes comes from, so that
/// what is found in the text can be taken out of the HTML.
///
/// Not an HTML parser: tags, comments, style, script and title are left out, the common entities
/// are decoded, block tags end a line. It runs in linear time and never fails.
struct HtmlText {
    struct Source {
        std::size_t begin = 0;
        std::size_t end = 0; ///< equal to begin where a block tag made a line end
    };

    std::string text;
    std::vector<Source> sources; ///< one for each byte of text
};

[[nodiscard]] HtmlText read_html(std::string_view html);

/// Text as a person would read it: runs of spaces are one, at most one blank line in a row.
[[nodiscard]] std::string readable_html(std::string_view html);

} // namespace vorrang::mail
