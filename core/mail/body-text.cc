#include "core/mail/body-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/html-text.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"

namespace vorrang::mail {

namespace {

/// Of a body no more is looked at: the text stands before the attachments.
constexpr std::size_t body_looked_at = std::size_t{1} << 20;

/// Encoded content of a part, as much as can become body_text_limit bytes of text.
std::string part_text(const MimePart& part, std::size_t limit) {
    MimePart head = part;
    head.parts.clear();
    head.body = part.body.substr(0, limit);
    return charset_to_utf8(head.content(), part.charset());
}

const MimePart* readable_part(const MimeTree& tree, std::string_view type) {
    return find_part(tree.root,
                     [&](const MimePart& part) { return part.is(type) && !part.attachment; });
}

} // namespace

std::string clean_lines(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_utf8(text, at);
        const bool keep = (c >= 0x20 && c != 0x7F && (c < 0x80 || c >= 0xA0)) || c == '\t';
        if (c == '\n' || (c == '\r' && text.substr(begin + 1, 1) != "\n")) {
            out += '\n';
        } else if (keep) {
            append_utf8(out, c);
        }
    }
    return std::string(cut_utf8(out, body_text_limit));
}

std::string body_text(std::string_view header, std::string_view body) {
    const MimeTree tree =
        parse_mime(header.substr(0, header_bytes_limit), body.substr(0, body_looked_at));
    if (const MimePart* plain = readable_part(tree, "text/plain")) {
        return clean_lines(part_text(*plain, body_text_limit * 3));
    }
    if (const MimePart* html = readable_part(tree, "text/html")) {
        return clean_lines(readable_html(part_text(*html, body_text_limit * 3)));
    }
    return {};
}

Result<std::string> body_text(const RawMail& mail) {
    const auto header = mail.header(0, header_bytes_limit);
    const auto body = mail.body(0, body_looked_at);
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    return body_text(*header, *body);
}

TextParts body_text_parts(std::string_view header,
                          std::string_view body,
                          std::size_t looked_at,
                          std::size_t limit) {
    const MimeTree tree =
        parse_mime(header.substr(0, header_bytes_limit), body.substr(0, looked_at));
    if (const MimePart* plain = readable_part(tree, "text/plain")) {
        return text_parts(cut_utf8(part_text(*plain, limit * 3), limit));
    }
    const MimePart* html = readable_part(tree, "text/html");
    if (html == nullptr) {
        return {};
    }
    const std::string page = part_text(*html, limit * 3);
    const std::string_view own = before_html_quote(page);
    TextParts parts = text_parts(cut_utf8(readable_html(own), limit));
    parts.quote += cut_utf8(readable_html(std::string_view(page).substr(own.size())), limit);
    return parts;
}

} // namespace vorrang::mail
