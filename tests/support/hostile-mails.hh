#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vorrang::test {

/// A mail as an MTA hands it over, and for whom.
struct HostileMail {
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::vector<std::string> recipients{};
};

/// A kind of mail that goes beyond one cap. `make(1)` lies at the cap, `make(100)` far beyond it.
struct HostileKind {
    const char* name;
    HostileMail (*make)(std::size_t times);

    friend std::ostream& operator<<(std::ostream& out, const HostileKind& kind) {
        return out << kind.name;
    }
};

inline std::string repeated(std::string_view piece, std::size_t count) {
    std::string out;
    out.reserve(piece.size() * count);
    for (std::size_t n = 0; n < count; ++n) {
        out += piece;
    }
    return out;
}

inline HostileMail with_header(std::string name, std::string value) {
    return {{{std::move(name), std::move(value)}}};
}

inline HostileMail with_text(std::string body, std::string type = " text/plain; charset=utf-8") {
    return {{{"Content-Type", std::move(type)}}, std::move(body)};
}

inline HostileMail with_html(std::string body) {
    return with_text(std::move(body), " text/html; charset=utf-8");
}

inline HostileMail nested_multiparts(std::size_t levels) {
    std::string body;
    for (std::size_t n = 1; n < levels; ++n) {
        body += "--b" + std::to_string(n - 1) + "\r\nContent-Type: multipart/mixed; boundary=b" +
                std::to_string(n) + "\r\n\r\n";
    }
    return with_text(body + "text\r\n", " multipart/mixed; boundary=b0");
}

inline HostileMail
numbered_headers(std::string_view name, std::string_view value, std::size_t count) {
    HostileMail mail;
    for (std::size_t n = 0; n < count; ++n) {
        mail.headers.emplace_back(name, value);
    }
    return mail;
}

inline HostileMail numbered_recipients(std::size_t count) {
    HostileMail mail;
    for (std::size_t n = 0; n < count; ++n) {
        mail.recipients.push_back("<support+" + std::to_string(n) + "@desk.example>");
    }
    return mail;
}

inline HostileMail delivery_report(std::size_t recipients) {
    return {
        {{"Content-Type", " multipart/report; boundary=r"}, {"Auto-Submitted", " auto-replied"}},
        "--r\r\nContent-Type: message/delivery-status\r\n\r\n" +
            repeated("Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n", recipients) +
            "--r--\r\n"};
}

/// Every cap of core/mail and milter, and every loop that once was none.
inline const std::vector<HostileKind> hostile_kinds = {
    {"MimeLevels", [](std::size_t times) { return nested_multiparts(100 * times); }},
    {"MailsInMails",
     [](std::size_t times) {
         return with_text(repeated("Content-Type: message/rfc822\r\n\r\n", 100 * times),
                          " message/rfc822");
     }},
    {"EncodedMailsInMails",
     [](std::size_t times) {
         return HostileMail{{{"Content-Type", " message/rfc822"},
                             {"Content-Transfer-Encoding", " quoted-printable"}},
                            repeated("Content-Type: message/rfc822\r\n"
                                     "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                                     100 * times)};
     }},
    {"MimeParts",
     [](std::size_t times) {
         return with_text(repeated("--x\r\n\r\na\r\n", 1000 * times),
                          " multipart/mixed; boundary=x");
     }},
    {"BoundaryDashes",
     [](std::size_t times) {
         auto mail = nested_multiparts(100);
         mail.body += repeated("--\n", 5000 * times) + std::string(5000 * times, '-');
         return mail;
     }},
    {"HeaderBytes",
     [](std::size_t times) {
         return with_header("X-Long", std::string((256u << 10) * times, 'y'));
     }},
    {"HeaderLines", [](std::size_t times) { return numbered_headers("X-Y", " z", 1000 * times); }},
    {"ReceivedLines",
     [](std::size_t times) {
         return numbered_headers(
             "Received", " from a by b; Sat, 22 Nov 2025 14:30:00 +0100", 100 * times);
     }},
    {"FromFields",
     [](std::size_t times) { return numbered_headers("From", " a@b.example", 100 * times); }},
    {"Addresses",
     [](std::size_t times) {
         return with_header("To", repeated(" Ina Heyer <ina@heyer.example>,", 100 * times));
     }},
    {"AddressGroups",
     [](std::size_t times) { return with_header("Cc", repeated("a:", 100 * times)); }},
    {"AddressComments",
     [](std::size_t times) { return with_header("To", repeated("((a", 100 * times)); }},
    {"References",
     [](std::size_t times) {
         std::string value;
         for (std::size_t n = 0; n < 100 * times; ++n) {
             value += " <" + std::to_string(n) + "@heyer.example>";
         }
         return with_header("References", value);
     }},
    {"Parameters",
     [](std::size_t times) {
         std::string value = " text/plain";
         for (std::size_t n = 0; n < 100 * times; ++n) {
             value +=
                 "; name*" + std::to_string(n) + "*=utf-8''a%20b; x" + std::to_string(n) + "=y";
         }
         return with_text("x", value);
     }},
    {"EncodedWords",
     [](std::size_t times) {
         return with_header("Subject", repeated(" =?utf-8?Q?=C3=B6?=", 100 * times));
     }},
    {"SubjectTags",
     [](std::size_t times) { return with_header("Subject", repeated(" [#4815]", 100 * times)); }},
    {"PrefixesInPrefixes",
     [](std::size_t times) {
         const std::size_t levels = 1000 * times;
         return with_text(repeated("A -", levels) + "A -- [#1] " + repeated("- [#1] ", levels));
     }},
    {"AuthenticationResults",
     [](std::size_t times) {
         return numbered_headers("Authentication-Results",
                                 " mx.desk.example; " +
                                     repeated("dkim=pass header.d=x.example; ", 10) +
                                     repeated("(", 100),
                                 10 * times);
     }},
    {"ReportRecipients", [](std::size_t times) { return delivery_report(100 * times); }},
    {"DecodeBudget",
     [](std::size_t times) {
         return HostileMail{
             {{"Content-Transfer-Encoding", " base64"},
              {"Content-Type", " text/plain; charset=iso-2022-jp"}},
             repeated("GyRCJDMkcxsoQmEbJEIkMyRzGyhCYRskQiQzJHMbKEJh\r\n", 5000 * times)};
     }},
    {"LongLine",
     [](std::size_t times) { return with_text(std::string((64u << 10) * times, 'x')); }},
    {"HtmlNesting",
     [](std::size_t times) { return with_html(repeated("<div><b>", 1000 * times) + "x"); }},
    {"HtmlUnclosed",
     [](std::size_t times) { return with_html(repeated("<a href=\"<!--<title>&", 1000 * times)); }},
    {"OwnFieldsInHtml",
     [](std::size_t times) { return with_html(repeated("x-vorrang-", 1000 * times)); }},
    {"OwnFieldValuesInHtml",
     [](std::size_t times) { return with_html(repeated("x-vorrang-:", 1000 * times)); }},
    {"QuotedBelowALongLine",
     [](std::size_t times) {
         return with_text(std::string(5000 * times, 'x') + ":\n" +
                          repeated("> y\n\n", 1000 * times));
     }},
    {"AgentLines", [](std::size_t times) { return with_text(repeated("#tag x\n", 1000 * times)); }},
    {"NoBreakSpaces",
     [](std::size_t times) { return with_text("#tag" + repeated("\xC2\xA0x", 5000 * times)); }},
    {"NoteTokens",
     [](std::size_t times) { return with_text(repeated("note+4815.", 1000 * times)); }},
    // Postfix takes no more than 1,000: that is 100 times this.
    {"Recipients", [](std::size_t times) { return numbered_recipients(10 * times); }},
};

} // namespace vorrang::test
