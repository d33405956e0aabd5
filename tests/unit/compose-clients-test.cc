// Replies with lines on top as real mail clients write them in HTML: the lines are read, they are
// taken out exactly, and everything else stays byte for byte. Each page is written after what the
// client makes of the same two typed lines.
#include "core/mail/compose-reply.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

using namespace vorrang::mail;
using vorrang::Instant;

namespace {

struct Client {
    std::string_view name;
    std::string_view before; ///< up to what was typed
    std::string_view lines;  ///< #time 0:25 onsite, #close
    std::string_view left;   ///< what stays of the lines' own elements
    std::string_view after;  ///< the reply, signature, quote
};

// clang-format off
constexpr Client clients[] = {
    {"Thunderbird",
     "<!DOCTYPE html>\r\n<html>\r\n  <head>\r\n    <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\r\n  </head>\r\n  <body>\r\n    ",
     "<p>#time 0:25 onsite</p>\r\n    <p>#close</p>\r\n    ", "<p></p>\r\n    <p></p>\r\n    ",
     "<p>It is repaired.</p>\r\n    <div class=\"moz-signature\">-- <br>\r\n      Support <img src=\"cid:part1.logo@client\" alt=\"\"></div>\r\n"
     "    <div class=\"moz-cite-prefix\">Am 25.11.26 um 10:00 schrieb Ina Heyer:<br>\r\n    </div>\r\n"
     "    <blockquote type=\"cite\" cite=\"mid:1@heyer.example\">It does not work: #4 is red.</blockquote>\r\n  </body>\r\n</html>\r\n"},
    {"Apple Mail",
     "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body style=\"overflow-wrap: break-word;\">",
     "<div>#time 0:25 onsite</div><div>#close</div>", "<div></div><div></div>",
     "<div>It is repaired.</div><div><br></div><div>Support</div><div><br><blockquote type=\"cite\"><div>On 25. Nov 2026, at 10:00, Ina Heyer wrote:"
     "</div><br class=\"Apple-interchange-newline\"><div>It does not work: #4 is red.</div></blockquote></div></body></html>\r\n"},
    {"iOS",
     "<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head><body dir=\"auto\">",
     "#time 0:25 onsite<div>#close</div>", "<div></div>",
     "<div>It is repaired.</div><div><br><div dir=\"ltr\">Sent from my phone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">"
     "Am 25.11.2026 um 10:00 schrieb Ina Heyer:<br><br></blockquote></div><blockquote type=\"cite\"><div dir=\"ltr\">It does not work: #4 is red.</div></blockquote></div></body></html>\r\n"},
    {"Outlook",
     "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style><!--\r\np.MsoNormal {margin:0cm;}\r\n#x {color:red;}\r\n--></style></head>"
     "<body lang=DE link=\"#0563C1\">\r\n<div class=WordSection1>\r\n",
     "<p class=MsoNormal><span lang=EN-GB>#time 0:25 onsite<o:p></o:p></span></p>\r\n<p class=MsoNormal><span lang=EN-GB>#close<o:p></o:p></span></p>\r\n",
     "<p class=MsoNormal><span lang=EN-GB><o:p></o:p></span></p>\r\n<p class=MsoNormal><span lang=EN-GB><o:p></o:p></span></p>\r\n",
     "<p class=MsoNormal><span lang=EN-GB>It is repaired.<o:p></o:p></span></p>\r\n<p class=MsoNormal><img width=80 src=\"cid:image001.png@01DC\"></p>\r\n"
     "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Ina Heyer<br><b>Sent:</b> Wednesday<o:p></o:p></p></div>\r\n"
     "<p class=MsoNormal>It does not work: #4 is red.<o:p></o:p></p>\r\n</div>\r\n</body>\r\n</html>\r\n"},
    {"Gmail",
     "<div dir=\"ltr\">", "<div>#time 0:25 onsite</div><div>#close</div>", "<div></div><div></div>",
     "<div>It is repaired.</div><div><br></div><span class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" class=\"gmail_signature\">Support</div></div>"
     "<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">On Wed, 25 Nov 2026 at 10:00, Ina Heyer wrote:<br></div>"
     "<blockquote class=\"gmail_quote\" style=\"border-left:1px #ccc solid\">It does not work: #4 is red.</blockquote></div>\r\n"},
    {"K-9",
     "<!DOCTYPE html><html><head></head><body><div class=\"k9mail\">",
     "#time 0:25 onsite<br>#close<br>", "",
     "It is repaired.<br><br><div class='k9mail-signature'>-- <br>Support</div><br><div class=\"gmail_quote\">Am 25. November 2026 10:00:00 MEZ schrieb Ina Heyer:"
     "<blockquote class=\"gmail_quote\">It does not work: #4 is red.</blockquote></div></div></body></html>\r\n"},
};
// clang-format on

constexpr std::string_view header = "From: Anna Berg <anna@staff.example>\r\nTo: "
                                    "support+4815.abcdefghijklmnopqrstuv2345@desk.example\r\n"
                                    "Subject: Re: A 11-22 14:30 [#4815] Outage\r\nMIME-Version: "
                                    "1.0\r\nContent-Type: text/html; charset=utf-8\r\n";

ReplyJob job() {
    ReplyJob out;
    out.ticket = {4815, "abcdefghijklmnopqrstuv2345"};
    out.channel = {"Support", "support@desk.example", "Europe/Berlin"};
    out.to = {{"Ina Heyer", "kunde", "heyer.example"}};
    out.customer_subject = "Outage";
    out.desk_domains = {"desk.example"};
    out.own_addresses = {"anna@staff.example"};
    return out;
}

std::string page(const Client& client, std::string_view lines) {
    return std::string(client.before) + std::string(lines) + std::string(client.after);
}

class RealClients : public testing::TestWithParam<Client> {};

} // namespace

TEST_P(RealClients, U03LinesOnTopAreRead) {
    const auto read = read_reply(header, page(GetParam(), GetParam().lines));
    ASSERT_TRUE(read) << read.error().text;
    ASSERT_EQ(read->lines.size(), 2U);
    EXPECT_EQ(read->lines[0].word, "time");
    EXPECT_EQ(read->lines[0].args, "0:25 onsite");
    EXPECT_EQ(read->lines[1].word, "close");
    EXPECT_FALSE(read->bare) << "it has words of its own";
    EXPECT_EQ(read->own.find("It does not work"), std::string::npos) << "the quote is not its own";
}

TEST_P(RealClients, U03AreTakenOutAndNothingElseIs) {
    const auto mail = compose_reply(header, page(GetParam(), GetParam().lines), job(), Instant{});
    ASSERT_TRUE(mail) << mail.error().text;
    EXPECT_EQ(mail->body, page(GetParam(), GetParam().left));
}

TEST_P(RealClients, WithoutLinesNothingIsTouched) {
    const auto mail = compose_reply(header, page(GetParam(), ""), job(), Instant{});
    ASSERT_TRUE(mail) << mail.error().text;
    EXPECT_EQ(mail->body, page(GetParam(), ""));
}

TEST_P(RealClients, ATypingErrorIsRefusedByItsLine) {
    const auto read =
        read_reply(header, page(GetParam(), "<div>#time 0:25</div><div>#clsoe</div>"));
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().text.find("#clsoe"), std::string::npos) << read.error().text;
}

INSTANTIATE_TEST_SUITE_P(All, RealClients, testing::ValuesIn(clients), [](const auto& one) {
    std::string name(one.param.name);
    std::erase_if(name, [](char c) { return c == ' ' || c == '-'; });
    return name;
});
