#include "core/mail/text-above.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-writer.hh"
#include "core/mail/reply-parts.hh"
#include "core/mail/text-html.hh"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace vorrang::mail {

namespace {

/// A part as it is to be.
struct NewPart {
    const MimePart* old = nullptr;
    std::string header;
    std::string body;
};

/// The part's header, saying that its text is UTF-8 in this encoding.
std::string utf8_header(const MimePart& part, TransferEncoding encoding) {
    HeaderWriter out;
    for (const HeaderField& field : split_header(part.header)) {
        if (!field.is("content-type") && !field.is("content-transfer-encoding")) {
            out.raw(field.raw);
        }
    }
    std::string type = part.content_type.value + "; charset=utf-8";
    for (const std::string_view name : {"format", "delsp"}) {
        if (const auto value = part.content_type.parameter(name); !value.empty()) {
            type += fmt::format("; {}={}", name, value);
        }
    }
    out.plain("Content-Type", type);
    out.plain("Content-Transfer-Encoding",
              encoding == TransferEncoding::base64 ? "base64" : "quoted-printable");
    return out.str();
}

/// The part with what `insert` makes of its content. `fits`: the insertion can stand between the
/// part's own bytes.
template <typename Insert> NewPart changed(const MimePart& part, bool fits, const Insert& insert) {
    if (fits && !is_wide(part.charset())) {
        return {&part,
                std::string(part.header),
                encode_transfer(insert(part.content()), part.encoding)};
    }
    const auto encoding = part.encoding == TransferEncoding::identity
                              ? TransferEncoding::quoted_printable
                              : part.encoding;
    const std::string content = insert(charset_to_utf8(part.content(), part.charset()));
    return {&part, utf8_header(part, encoding), encode_transfer(content, encoding)};
}

/// Lines without blanks at their ends, which would run on in format=flowed, and stuffed for it.
std::string plain_lines(std::string_view text, bool flowed) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        if (flowed &&
            (line.starts_with(' ') || line.starts_with('>') || line.starts_with("From "))) {
            out += ' ';
        }
        out.append(line).append("\r\n");
    }
    return out;
}

NewPart plain_part(const MimePart& part, std::string_view text) {
    const bool flowed = equals_folded(part.content_type.parameter("format"), "flowed");
    const std::string above = plain_lines(text, flowed);
    const bool fits =
        is_ascii(above) && (part.encoding != TransferEncoding::identity || !has_long_lines(above));
    return changed(part, fits, [&](const std::string& content) {
        return content.empty() ? above : above + "\r\n" + content;
    });
}

NewPart html_part(const MimePart& part, std::string_view text) {
    const std::string above = ascii_html(html_of_text(text));
    return changed(
        part, true, [&](std::string content) { return content.insert(html_top(content), above); });
}

void replace(MailContent& content, const MimePart& root, std::vector<NewPart> parts) {
    std::sort(parts.begin(), parts.end(), [](const NewPart& a, const NewPart& b) {
        return a.old->body.data() > b.old->body.data();
    });
    std::string fields = content.fields;
    std::string body = content.body;
    const auto offset = [&](std::string_view view) {
        return static_cast<std::size_t>(view.data() - content.body.data());
    };
    for (const NewPart& part : parts) { // from the end, so that what is before stays in its place
        body.replace(offset(part.old->body), part.old->body.size(), part.body);
        if (part.old == &root) {
            fields = part.header;
        } else if (part.header != part.old->header) {
            // An empty header has no place of its own: it belongs before the part's blank line.
            body.replace(offset(part.old->header), part.old->header.size(), part.header);
        }
    }
    content = {std::move(fields), std::move(body)};
}

} // namespace

bool is_wide(std::string_view charset) {
    const std::string name = lower(charset);
    return name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("utf-7") ||
           name.starts_with("ucs-") || name.starts_with("iso-10646");
}

void put_above(MailContent& content, std::string_view text) {
    const MimeTree tree = parse_mime(content.fields, content.body);
    const OwnText own = own_text(tree.root);
    std::vector<NewPart> parts;
    if (own.plain != nullptr) {
        parts.push_back(plain_part(*own.plain, text));
    }
    if (own.html != nullptr) {
        parts.push_back(html_part(*own.html, text));
    }
    replace(content, tree.root, std::move(parts));
}

} // namespace vorrang::mail
