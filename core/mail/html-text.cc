#include "core/mail/html-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace vorrang::mail {

namespace {

constexpr std::array<std::string_view, 28> block_tags = {
    "address", "article", "blockquote", "body",  "center", "dd", "div",    "dl",    "dt", "form",
    "h1",      "h2",      "h3",         "h4",    "h5",     "h6", "header", "hr",    "li", "ol",
    "p",       "pre",     "section",    "table", "tbody",  "tr", "ul",     "footer"};

/// Elements whose content nobody reads as text.
constexpr std::array<std::string_view, 4> silent_tags = {"style", "script", "title", "template"};

constexpr std::array<std::pair<std::string_view, char32_t>, 26> entities = {{
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},    {"auml", 0xE4},     {"ouml", 0xF6},    {"uuml", 0xFC},    {"Auml", 0xC4},
    {"Ouml", 0xD6},    {"Uuml", 0xDC},     {"szlig", 0xDF},   {"euro", 0x20AC},  {"ndash", 0x2013},
    {"mdash", 0x2014}, {"hellip", 0x2026}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"copy", 0xA9},     {"eacute", 0xE9},  {"egrave", 0xE8},  {"agrave", 0xE0},
    {"num", '#'},
}};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& set) {
    return std::find(set.begin(), set.end(), word) != set.end();
}

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class HtmlReader {
  public:
    explicit HtmlReader(std::string_view html)
        : html_(html) {}

    HtmlText read() {
        while (at_ < html_.size()) {
            const char c = html_[at_];
            if (c == '<') {
                markup();
            } else if (c == '&') {
                entity();
            } else {
                // Line ends of the source are only spaces.
                const bool white = c == '\n' || c == '\r' || c == '\t';
                put(white ? ' ' : c, at_, at_ + 1);
                ++at_;
            }
        }
        return std::move(out_);
    }

  private:
    void put(char c, std::size_t begin, std::size_t end) {
        out_.text += c;
        out_.sources.push_back({begin, end});
    }

    void markup() {
        const std::string_view rest = html_.substr(at_);
        if (rest.starts_with("<!--")) {
            skip_behind("-->", at_ + 4);
        } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
            skip_behind(">", at_ + 1);
        } else if (rest.size() > 1 && (letter(rest[1]) || rest[1] == '/')) {
            tag();
        } else {
            put('<', at_, at_ + 1);
            ++at_;
        }
    }

    void skip_behind(std::string_view mark, std::size_t from) {
        const std::size_t found = html_.find(mark, from);
        at_ = found == std::string_view::npos ? html_.size() : found + mark.size();
    }

    /// The end of the tag at `at_`; a > inside an attribute's quotes does not end it.
    std::size_t tag_end() const {
        char quote = 0;
        for (std::size_t i = at_ + 1; i < html_.size(); ++i) {
            const char c = html_[i];
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && html_[i - 1] == '=') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return html_.size();
    }

    void tag() {
        const std::size_t begin = at_;
        const std::size_t end = tag_end();
        const std::size_t name_begin = begin + (html_[begin + 1] == '/' ? 2 : 1);
        std::size_t name_end = name_begin;
        while (name_end < end &&
               (letter(html_[name_end]) || (html_[name_end] >= '0' && html_[name_end] <= '9'))) {
            ++name_end;
        }
        const std::string name = lower(html_.substr(name_begin, name_end - name_begin));
        at_ = end;
        if (name == "br") {
            put('\n', begin, end);
        } else if (is_one_of(name, block_tags)) {
            put('\n', begin, begin);
        } else if (name == "td" || name == "th") {
            put(' ', begin, begin);
        } else if (html_[begin + 1] != '/' && is_one_of(name, silent_tags)) {
            skip_element(name);
        }
    }

    /// To the end tag of an element that holds no text. It is searched once for each name: what was
    /// not found behind one place is not behind a later one.
    void skip_element(const std::string& name) {
        std::size_t at = at_;
        while ((at = html_.find("</", at)) != std::string_view::npos) {
            if (equals_folded(html_.substr(at + 2, name.size()), name)) {
                at_ = at;
                return;
            }
            at += 2;
        }
        at_ = html_.size();
    }

    void entity() {
        const std::size_t semicolon = html_.substr(at_, 12).find(';');
        const auto code = semicolon == std::string_view::npos
                              ? std::nullopt
                              : decode(html_.substr(at_ + 1, semicolon - 1));
        if (!code) {
            put('&', at_, at_ + 1);
            ++at_;
            return;
        }
        std::string bytes;
        append_utf8(bytes, *code);
        for (const char c : bytes) {
            put(c, at_, at_ + semicolon + 1);
        }
        at_ += semicolon + 1;
    }

    static std::optional<char32_t> decode(std::string_view name) {
        if (name.starts_with('#')) {
            const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
            name.remove_prefix(hex ? 2 : 1);
            std::uint32_t code = 0;
            const auto [end, error] =
                std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
            const bool whole = error == std::errc() && end == name.data() + name.size();
            return whole && code != 0 ? std::optional<char32_t>(code) : std::nullopt;
        }
        const auto* found = std::find_if(
            entities.begin(), entities.end(), [&](const auto& one) { return one.first == name; });
        return found == entities.end() ? std::nullopt : std::optional(found->second);
    }

    std::string_view html_;
    std::size_t at_ = 0;
    HtmlText out_;
};

} // namespace

HtmlText read_html(std::string_view html) {
    return HtmlReader(html).read();
}

std::string readable_html(std::string_view html) {
    const std::string text = read_html(html).text;
    std::string out;
    std::size_t line_ends = 2; // no blank lines at the start
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text.compare(i, 2, "\xC2\xA0") == 0;
        if (text[i] == ' ' || no_break) {
            gap = true;
            i += no_break ? 1 : 0;
        } else if (text[i] == '\n') {
            gap = false;
            out += line_ends < 2 ? "\n" : "";
            ++line_ends;
        } else {
            out += gap && line_ends == 0 ? " " : "";
            out += text[i];
            gap = false;
            line_ends = 0;
        }
    }
    while (out.ends_with('\n')) {
        out.pop_back();
    }
    return out.empty() ? out : out + "\n";
}

} // namespace vorrang::mail
