#include "core/mail/multipart.hh"

#include "core/mail/gmime-text.hh"
#include "core/mail/text-html.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::mail {

std::string text_part(std::string_view type, std::string_view utf8) {
    return fmt::format("Content-Type: {}; charset=utf-8\r\n"
                       "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}",
                       type,
                       encode_transfer(crlf_lines(utf8), TransferEncoding::quoted_printable));
}

MailContent
multipart(std::string_view kind, const std::vector<std::string>& parts, std::string boundary) {
    const auto stands_in = [&](const std::string& part) {
        return part.find(boundary) != std::string::npos;
    };
    while (std::any_of(parts.begin(), parts.end(), stands_in)) {
        boundary += 'x';
    }
    MailContent out;
    out.fields = fmt::format("Content-Type: multipart/{}; boundary=\"{}\"\r\n", kind, boundary);
    for (const std::string& part : parts) {
        out.body.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
    }
    out.body += fmt::format("--{}--\r\n", boundary);
    return out;
}

MailContent text_and_html(std::string_view utf8, const std::string& boundary) {
    return multipart(
        "alternative",
        {text_part("text/plain", utf8), text_part("text/html", html_document(html_of_text(utf8)))},
        boundary);
}

} // namespace vorrang::mail
