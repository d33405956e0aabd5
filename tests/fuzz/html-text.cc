// The text of HTML, with the place of each of its bytes; and text made HTML.
#include "core/mail/html-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/text-html.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view html = vorrang::fuzz::text_of(data, size);
    const HtmlText read = read_html(html);
    VORRANG_CLAIM(read.sources.size() == read.text.size());
    VORRANG_CLAIM(read.text.size() <= html.size());
    std::size_t at = 0;
    for (const HtmlText::Source& source : read.sources) {
        VORRANG_CLAIM(source.begin <= source.end && source.end <= html.size());
        VORRANG_CLAIM(source.begin >= at);
        at = source.begin;
    }
    VORRANG_CLAIM(!is_utf8(html) || is_utf8(read.text));
    const std::string readable = readable_html(html);
    VORRANG_CLAIM(readable.empty() || readable.ends_with('\n'));
    VORRANG_CLAIM(readable.size() <= read.text.size() + 1);
    VORRANG_CLAIM(readable.find("\n\n\n") == std::string::npos);
    VORRANG_CLAIM(html_top(html) <= html.size());

    // A text is no HTML, whatever it holds: it comes back as words.
    const std::string made = html_of_text(repair_utf8(html));
    VORRANG_CLAIM(is_utf8(made));
    const std::string ascii = ascii_html(made);
    VORRANG_CLAIM(is_ascii(ascii));
    VORRANG_CLAIM(readable_html(ascii) == readable_html(made));
    return 0;
}
