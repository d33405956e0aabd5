#include "core/mail/cover-sheet.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-writer.hh"
#include "core/mail/html-text.hh"
#include "core/mail/multipart.hh"
#include "core/mail/text-html.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::mail {

namespace {

constexpr std::size_t subject_limit = 200;
constexpr std::size_t line_limit = 500;
constexpr std::size_t note_limit = 2000;
constexpr std::size_t label_width = 12;

constexpr std::string_view page_style =
    "font:13px/1.3 sans-serif;max-width:60em;overflow-wrap:anywhere";
constexpr std::string_view note_style =
    "margin:.4em 0;padding:.2em .6em;border:2px solid #d33;border-left-width:8px;font-weight:bold";
constexpr std::string_view label_style =
    "text-align:left;vertical-align:top;white-space:nowrap;padding:1px 10px 1px 0;"
    "font-weight:normal;opacity:.7";
constexpr std::string_view text_style = "vertical-align:top;padding:1px 0";
constexpr std::string_view heading_style =
    "margin:.6em 0 .1em;font-size:13px;border-bottom:1px solid #999";
constexpr std::string_view lines_style = "margin:0;padding:0;list-style:none";

std::string short_line(std::string_view text, std::size_t limit = line_limit) {
    const std::string line = one_line(text);
    const auto cut = cut_utf8(line, limit);
    return cut.size() < line.size() ? std::string(cut) + "…" : line;
}

/// The lines of a text that its writer may have broken.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> out;
    text = cut_utf8(text, note_limit);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::string line = one_line(text.substr(0, end)); !line.empty()) {
            out.push_back(std::move(line));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string title(const CoverSheet& sheet) {
    return fmt::format("#{} {}", sheet.ticket, short_line(sheet.subject, subject_limit));
}

std::string behind(const CoverLine& note) {
    return note.label.empty() ? "" : " (" + short_line(note.label) + ")";
}

std::string plain_text(const CoverSheet& sheet) {
    std::string out = title(sheet) + "\n" + std::string(cover_mark) + "\n\n";
    for (const auto& note : sheet.notes) {
        auto lines = lines_of(note.text);
        if (!lines.empty()) {
            lines.back() += behind(note);
        }
        for (const auto& line : lines) {
            out += "!! " + line + "\n";
        }
    }
    out += sheet.notes.empty() ? "" : "\n";
    for (const auto& line : sheet.lines) {
        if (!line.text.empty()) {
            out += fmt::format("{:<{}} {}\n", line.label, label_width, short_line(line.text));
        }
    }
    for (const auto& part : sheet.parts) {
        out += part.lines.empty() ? "" : "\n" + part.heading + "\n";
        for (const auto& line : part.lines) {
            out += "  " + short_line(line) + "\n";
        }
    }
    return out;
}

std::string element(std::string_view tag, std::string_view style, std::string_view content) {
    return fmt::format("<{0} style=\"{1}\">{2}</{0}>\n", tag, style, content);
}

std::string html_text(const CoverSheet& sheet) {
    std::string page = element("h1", "font-size:16px;margin:0", escape_html(title(sheet))) +
                       element("div", "opacity:.7;margin-bottom:.4em", escape_html(cover_mark));
    for (const auto& note : sheet.notes) {
        std::string content;
        for (const auto& line : lines_of(note.text)) {
            content += (content.empty() ? "" : "<br>\n") + escape_html(line);
        }
        page += element("div", note_style, content + escape_html(behind(note)));
    }
    std::string rows;
    for (const auto& line : sheet.lines) {
        if (!line.text.empty()) {
            rows += "<tr>" + element("th", label_style, escape_html(line.label)) +
                    element("td", text_style, escape_html(short_line(line.text))) + "</tr>\n";
        }
    }
    page += element("table", "border-collapse:collapse", rows);
    for (const auto& part : sheet.parts) {
        std::string items;
        for (const auto& line : part.lines) {
            items += "<li>" + escape_html(short_line(line)) + "</li>\n";
        }
        if (!items.empty()) {
            page += element("h2", heading_style, escape_html(part.heading)) +
                    element("ul", lines_style, items);
        }
    }
    return html_document(element("div", page_style, page));
}

/// Letters alone, in lower case: what quoting and wrapping leave of a text.
std::string letters(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (small >= 'a' && small <= 'z') {
            out += small;
        }
    }
    return out;
}

} // namespace

ComposedMail compose_cover_sheet(const CoverSheet& sheet) {
    ComposedMail mail;
    mail.subject = fmt::format(
        "[#{}] Cover sheet: {}", sheet.ticket, short_line(sheet.subject, subject_limit));
    mail.from = sheet.from.address();
    mail.message_id = sheet.message_id;
    HeaderWriter header;
    header.addresses("From", {&sheet.from, 1});
    header.addresses("To", {&sheet.note_address, 1});
    header.text("Subject", mail.subject);
    header.date("Date", sheet.date);
    header.ids("Message-ID", {&mail.message_id, 1});
    header.plain("Auto-Submitted", "auto-generated");
    header.plain("X-Auto-Response-Suppress", "All");
    header.plain("MIME-Version", "1.0");
    auto content = multipart("alternative",
                             {text_part("text/plain", repair_utf8(plain_text(sheet))),
                              text_part("text/html", repair_utf8(html_text(sheet)))},
                             "=_cover-sheet");
    header.raw(content.fields);
    mail.header = header.str();
    mail.body = std::move(content.body);
    return mail;
}

bool quotes_cover_sheet(const MimePart& root) {
    static const std::string mark = letters(cover_mark);
    if (root.parts.empty() && (root.content_type.value.starts_with("text/") ||
                               root.content_type.value.starts_with("message/"))) {
        const std::string text = root.content();
        return letters(root.is("text/html") ? readable_html(text) : text).find(mark) !=
               std::string::npos;
    }
    return std::any_of(root.parts.begin(), root.parts.end(), quotes_cover_sheet);
}

} // namespace vorrang::mail
