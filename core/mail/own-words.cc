#include "core/mail/own-words.hh"

#include "core/mail/header-fields.hh"

#include <algorithm>
#include <array>
#include <vector>

namespace vorrang::mail {

namespace {

/// How many lines a client breaks "On … X wrote:" into.
constexpr std::size_t introduction_lines = 3;

/// No mail's line is longer (RFC 5322).
constexpr std::size_t introduction_bytes = 998;

/// How far below `From:` a second field of a quoted header stands.
constexpr std::size_t header_lines = 4;

constexpr std::array<std::string_view, 6> separators = {"-----original message-----",
                                                        "-----ursprüngliche nachricht-----",
                                                        "________________________________",
                                                        "-------- original message --------",
                                                        "-------- originalnachricht --------",
                                                        "begin forwarded message:"};

constexpr std::array<std::string_view, 2> first_fields = {"from:", "von:"};
constexpr std::array<std::string_view, 8> next_fields = {
    "sent:", "gesendet:", "date:", "datum:", "to:", "an:", "subject:", "betreff:"};

/// Where Thunderbird, Gmail, Outlook (desktop, web) and Apple Mail begin the original.
constexpr std::array<std::string_view, 6> html_quotes = {"<blockquote",
                                                         "class=\"moz-cite-prefix",
                                                         "class=\"gmail_quote",
                                                         "id=\"divrplyfwdmsg",
                                                         "id=\"appendonsend",
                                                         "border-top:solid"};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

template <std::size_t n>
bool starts_with_any(std::string_view line, const std::array<std::string_view, n>& words) {
    const std::string small = lower(trim(line).substr(0, 80));
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::string_view(small).starts_with(word);
    });
}

bool begins_header(const std::vector<std::string_view>& lines, std::size_t at) {
    if (!starts_with_any(lines[at], first_fields)) {
        return false;
    }
    const std::size_t end = std::min(at + 1 + header_lines, lines.size());
    return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                       lines.begin() + static_cast<std::ptrdiff_t>(end),
                       [](std::string_view line) { return starts_with_any(line, next_fields); });
}

/// "On 25.11.26, X wrote:": a date is in it, or it is a sentence of his own.
bool begins_introduction(std::vector<std::string_view>::const_iterator line,
                         std::vector<std::string_view>::const_iterator end) {
    const std::string_view first = trim(*line);
    return (first.starts_with("On ") || first.starts_with("Am ")) &&
           std::any_of(line, end, [](std::string_view one) {
               return one.find_first_of("0123456789") != std::string_view::npos;
           });
}

/// How many of the last lines introduce a quote: "On … X wrote:", broken or not.
std::size_t introduction_of(const std::vector<std::string_view>& own) {
    // A long line introduces nothing; it would be read once for every quoted line below it.
    if (own.empty() || own.back().size() > introduction_bytes || !trim(own.back()).ends_with(':')) {
        return 0;
    }
    for (std::size_t n = 1; n <= std::min(introduction_lines, own.size()); ++n) {
        if (own[own.size() - n].size() > introduction_bytes) {
            break;
        }
        if (begins_introduction(own.begin() + static_cast<std::ptrdiff_t>(own.size() - n),
                                own.end())) {
            return n;
        }
    }
    const std::string last = lower(own.back());
    const bool told = last.find("wrote:") != std::string::npos ||
                      last.find("schrieb") != std::string::npos ||
                      last.find('@') != std::string::npos;
    return told ? 1 : 0;
}

bool is_blank(std::string_view line) {
    return trim(line).empty() || trim(line) == "\xC2\xA0";
}

void drop_blank_ends(std::vector<std::string_view>& own) {
    while (!own.empty() && is_blank(own.back())) {
        own.pop_back();
    }
    const auto first = std::find_if_not(own.begin(), own.end(), is_blank);
    own.erase(own.begin(), first);
}

/// The last lines that introduce a quote, and the blank ones around them.
void drop_introduction(std::vector<std::string_view>& own) {
    while (!own.empty() && is_blank(own.back())) {
        own.pop_back();
    }
    own.resize(own.size() - introduction_of(own));
}

} // namespace

std::string own_words(std::string_view text) {
    const auto lines = lines_of(text);
    std::vector<std::string_view> own;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        std::string_view line = lines[at];
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line == "-- " || starts_with_any(line, separators) || begins_header(lines, at)) {
            break;
        }
        if (trim(line).starts_with('>')) {
            drop_introduction(own);
        } else {
            own.push_back(line);
        }
    }
    // What introduces a quote may be the last that is left: the quote is folded away or cut off.
    drop_introduction(own);
    drop_blank_ends(own);
    std::string out;
    for (const std::string_view line : own) {
        out += std::string(line) + '\n';
    }
    return out;
}

TextParts text_parts(std::string_view text) {
    TextParts parts;
    const auto lines = lines_of(text);
    std::string* into = &parts.own;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        std::string_view line = lines[at];
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (starts_with_any(line, separators) || begins_header(lines, at)) {
            into = &parts.quote;
        } else if (line == "-- " && into == &parts.own) {
            into = &parts.signature;
        }
        std::string& part = trim(line).starts_with('>') ? parts.quote : *into;
        part.append(line).append("\n");
    }
    return parts;
}

bool has_own_words(std::string_view text) {
    return !own_words(text).empty();
}

std::string_view before_html_quote(std::string_view html) {
    const std::string small = lower(html);
    std::size_t end = html.size();
    for (const auto mark : html_quotes) {
        end = std::min(end, small.find(mark));
    }
    if (end == html.size()) {
        return html;
    }
    const std::size_t tag = small.rfind('<', end);
    return html.substr(0, tag == std::string::npos ? end : tag);
}

} // namespace vorrang::mail
