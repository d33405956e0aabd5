#include "core/mail/attached-files.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>
#include <cctype>

namespace vorrang::mail {

namespace {

constexpr std::size_t name_limit = 120;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string without_percents(std::string_view value) {
    std::string bytes;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const int high = at + 2 < value.size() ? hex_digit(value[at + 1]) : -1;
        const int low = high >= 0 ? hex_digit(value[at + 2]) : -1;
        if (value[at] == '%' && low >= 0) {
            bytes += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            bytes += value[at];
        }
    }
    return bytes;
}

/// `UTF-8''Gr%C3%BC%C3%9Fe.pdf` (RFC 2231), encoded words, or the plain name. Who calls his file
/// `it's 'mine'` has no charset in front.
std::string decode_name(std::string_view value) {
    const std::size_t charset = value.find('\'');
    const std::size_t language =
        charset == std::string_view::npos ? charset : value.find('\'', charset + 1);
    const std::string_view name = value.substr(0, charset);
    const bool known = equals_folded(name, "utf-8") || equals_folded(name, "us-ascii") ||
                       equals_folded(name.substr(0, 9), "iso-8859-") ||
                       equals_folded(name.substr(0, 8), "windows-");
    if (language == std::string_view::npos || !known) {
        return decode_header_text(value);
    }
    return charset_to_utf8(without_percents(value.substr(language + 1)), name);
}

std::string name_of(const MimePart& part) {
    const auto fields = split_header(part.header);
    std::string name;
    if (const auto disposition = find_field(fields, "Content-Disposition")) {
        name = decode_name(parse_parameters(*disposition).parameter("filename"));
    }
    if (name.empty()) {
        name = decode_name(part.content_type.parameter("name"));
    }
    return std::string(cut_utf8(one_line(name), name_limit));
}

std::size_t size_of(const MimePart& part) {
    if (part.encoding != TransferEncoding::base64) {
        return part.encoding == TransferEncoding::identity ? part.body.size()
                                                           : part.content().size();
    }
    const auto digits = static_cast<std::size_t>(
        std::count_if(part.body.begin(), part.body.end(), [](unsigned char c) {
            return std::isalnum(c) != 0 || c == '+' || c == '/';
        }));
    return digits * 3 / 4;
}

void collect(const MimePart& part, std::vector<AttachedFile>& out) {
    if (part.is_multipart()) {
        for (const MimePart& child : part.parts) {
            collect(child, out);
        }
        return;
    }
    std::string name = name_of(part);
    if (name.empty() && part.is("message/rfc822")) {
        name = "attached mail";
    }
    if (part.attachment || !name.empty()) {
        out.push_back({std::move(name), size_of(part)});
    }
}

} // namespace

std::vector<AttachedFile> attached_files(const MimePart& root) {
    std::vector<AttachedFile> out;
    collect(root, out);
    return out;
}

} // namespace vorrang::mail
