#include "daemon/smtp-data.hh"

namespace vorrang {

namespace {

tl::unexpected<Error> unfit(const char* what) {
    return fail(ErrorCode::data,
                std::string("the composed mail contains ") + what + " and was not sent",
                "This is a defect of vorrangd; `vorrang message show ID --raw` shows the mail.");
}

} // namespace

Result<std::string> SmtpData::feed(std::string_view piece) {
    std::string out;
    out.reserve(piece.size() + 16);
    for (const char c : piece) {
        if (c == '\0') {
            return unfit("a NUL byte");
        }
        if (position_ == Position::after_cr && c != '\n') {
            return unfit("a CR without LF");
        }
        if (c == '\n' && position_ != Position::after_cr) {
            return unfit("an LF without CR");
        }
        if (c == '.' && position_ == Position::line_start) {
            out += '.';
        }
        out += c;
        position_ = c == '\r'   ? Position::after_cr
                    : c == '\n' ? Position::line_start
                                : Position::in_line;
    }
    return out;
}

Result<std::string> SmtpData::finish() {
    if (position_ == Position::after_cr) {
        return unfit("a CR without LF");
    }
    return std::string(position_ == Position::line_start ? ".\r\n" : "\r\n.\r\n");
}

} // namespace vorrang
