#include "core/mail/raw-mail.hh"

#include <algorithm>

namespace vorrang::mail {

namespace {

/// Memory for the header, taken off the body's share.
constexpr std::size_t header_memory = RawMail::memory_limit / 4;

void append_with_crlf(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) {
            out += '\r';
        }
        out += text[i];
    }
}

} // namespace

RawMail::RawMail(const std::string& spool_directory)
    : header_(spool_directory, header_memory)
    , body_(spool_directory, memory_limit - header_memory) {}

Result<void> RawMail::add_header(std::string_view name, std::string_view value) {
    if (header_complete_) {
        return fail(ErrorCode::internal, "a header field came after the end of the header");
    }
    std::string field;
    field.reserve(name.size() + value.size() + 8);
    field.append(name);
    field += ':';
    append_with_crlf(field, value);
    field += "\r\n";
    return header_.append(field);
}

Result<void> RawMail::add_body(std::string_view bytes) {
    return body_.append(bytes);
}

void RawMail::prepend(std::string_view line) {
    std::string field;
    append_with_crlf(field, line);
    field += "\r\n";
    prepended_.insert(0, field);
}

Result<std::string> RawMail::header(std::size_t offset, std::size_t length) const {
    std::string bytes;
    if (offset < prepended_.size()) {
        bytes = prepended_.substr(offset, length);
    }
    if (bytes.size() < length) {
        const std::size_t behind = offset + bytes.size() - prepended_.size();
        auto rest = header_.read(behind, length - bytes.size());
        if (!rest) {
            return rest;
        }
        bytes += *rest;
    }
    return bytes;
}

Result<std::string> RawMail::body(std::size_t offset, std::size_t length) const {
    return body_.read(offset, length);
}

void RawMail::reset() {
    std::string().swap(prepended_);
    header_.clear();
    body_.clear();
    header_complete_ = false;
}

} // namespace vorrang::mail
