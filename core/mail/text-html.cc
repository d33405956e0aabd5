#include "core/mail/text-html.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace vorrang::mail {

namespace {

constexpr std::size_t line_length = 200;

void append_escaped(std::string& out, std::string_view line) {
    std::size_t length = 0;
    for (const char c : line) {
        ++length;
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case ' ':
            out += length > line_length ? "\r\n" : " ";
            length = length > line_length ? 0 : length;
            break;
        default:
            out += c;
        }
    }
}

/// Where the tag that begins with this ends; npos: it is not there.
std::size_t behind_tag(std::string_view small, std::string_view tag) {
    const std::size_t begin = small.find(tag);
    const std::size_t end = begin == std::string_view::npos ? begin : small.find('>', begin);
    return end == std::string_view::npos ? end : end + 1;
}

} // namespace

std::string escape_html(std::string_view line) {
    std::string out;
    append_escaped(out, line);
    return out;
}

std::string html_of_text(std::string_view text) {
    std::string out;
    bool open = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            out += open ? "</p>\r\n" : "";
            open = false;
            continue;
        }
        out += open ? "<br>\r\n" : "<p>";
        append_escaped(out, line);
        open = true;
    }
    return open ? out + "</p>\r\n" : out;
}

std::string ascii_html(std::string_view html) {
    std::string out;
    for (std::size_t at = 0; at < html.size();) {
        const char32_t c = next_utf8(html, at);
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else {
            out += fmt::format("&#{};", static_cast<std::uint32_t>(c));
        }
    }
    return out;
}

std::string html_document(std::string_view content) {
    return fmt::format("<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\"></head><body>\r\n{}"
                       "</body></html>\r\n",
                       content);
}

std::size_t html_top(std::string_view html) {
    const std::string small = lower(html);
    for (const std::string_view tag : {"<body", "</head", "<html", "<!doctype"}) {
        if (const std::size_t top = behind_tag(small, tag); top != std::string::npos) {
            return top;
        }
    }
    return 0;
}

} // namespace vorrang::mail
