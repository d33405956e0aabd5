#include "core/mail/mail-texts.hh"

#include "core/mail/body-text.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/html-text.hh"
#include "core/mail/mime-tree.hh"
#include "core/mail/own-words.hh"
#include "core/mail/ticket-reference.hh"

#include <algorithm>
#include <utility>

namespace vorrang::mail {

namespace {

/// A mail of so many different runs is a book; its memory is bounded.
constexpr std::size_t runs_limit = 4 * words_limit_of_runs;

constexpr std::size_t file_limit = std::size_t{1} << 20;

template <typename Visit> void each_leaf(const MimePart& part, const Visit& visit) {
    for (const MimePart& child : part.parts) {
        each_leaf(child, visit);
    }
    if (!part.parts.empty()) {
        return;
    }
    if (part.is("message/rfc822")) { // encoded: a mail that parse_mime() did not look into
        const std::string content = part.content();
        const MailSplit split = split_mail(content);
        const MimeTree inner = parse_mime(split.header, split.body);
        if (!inner.root.is("message/rfc822")) {
            each_leaf(inner.root, visit);
        }
        return;
    }
    visit(part);
}

bool is_readable(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n' &&
               c != '\f';
    });
}

/// A line that only the desk's views have, also behind quote marks.
bool has_own_line(std::string_view text) {
    const std::string small = lower(text);
    for (std::size_t at = small.find("x-vorrang-"); at != std::string::npos;
         at = small.find("x-vorrang-", at + 1)) {
        const std::size_t line = at == 0 ? std::string::npos : small.rfind('\n', at - 1);
        const std::size_t begin = line == std::string::npos ? 0 : line + 1;
        if (small.find_first_not_of("> \t|", begin) == at) {
            return true;
        }
    }
    return false;
}

std::string file_name(const MimePart& part) {
    const auto fields = split_header(part.header);
    const auto disposition =
        parse_parameters(find_field(fields, "Content-Disposition").value_or(""));
    std::string name(disposition.parameter("filename"));
    if (name.empty()) {
        name = part.content_type.parameter("name");
    }
    return name.empty() ? "a file" : name;
}

} // namespace

WordRuns runs_of_mail(std::string_view header, std::string_view body) {
    WordRuns runs;
    each_leaf(parse_mime(header, body).root, [&](const MimePart& part) {
        if (!part.content_type.value.starts_with("text/") || runs.size() > runs_limit) {
            return;
        }
        const std::string text = charset_to_utf8(part.content(), part.charset());
        runs.merge(word_runs(part.is("text/html") ? read_html(text).text : text));
    });
    return runs;
}

WordRuns runs_of_note(std::string_view header, std::string_view body) {
    const auto lines = read_reply(header, body);
    return word_runs(before_closing(lines ? lines->own : own_words(body_text(header, body))));
}

bool have_common(const WordRuns& one, const WordRuns& other) {
    const auto& small = one.size() < other.size() ? one : other;
    const auto& large = one.size() < other.size() ? other : one;
    return std::any_of(small.begin(), small.end(), [&](auto run) { return large.contains(run); });
}

std::string attached_row(std::string_view header, std::string_view body) {
    std::string found;
    each_leaf(parse_mime(header, body).root, [&](const MimePart& part) {
        const bool text = part.content_type.value.starts_with("text/");
        if (!found.empty() || (text && !part.attachment) || part.body.size() > 2 * file_limit) {
            return;
        }
        const std::string content = part.content();
        if (content.size() <= file_limit && is_readable(content) &&
            (has_own_line(content) || (!text && !row_prefixes(content).empty()))) {
            found = file_name(part);
        }
    });
    return found;
}

} // namespace vorrang::mail
