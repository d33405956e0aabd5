// `#ask` and `#use`: what the customer gets of an agent's mail that has the desk's own words in it.
#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/compose-ask.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/message.hh"
#include "core/mail/text-html.hh"
#include "tests/support/template-folder.hh"

#include <gtest/gtest.h>

#include <string>

using namespace vorrang::mail;
using vorrang::ErrorCode;
using vorrang::Instant;

namespace {

const std::string prefix = "A 11-22 14:30 [#4815] ";
const std::string quote = "\r\nOn 25.11.26 10:00, Ina Heyer wrote:\r\n> Subject: " + prefix +
                          "Outage\r\n> SECRET-QUOTE anna@staff.example\r\n";
const std::string plain_type = "Content-Type: text/plain; charset=utf-8\r\n";

class Words : public testing::Test {
  protected:
    Words() {
        job.ticket = {4815, "abcdefghijklmnopqrstuv2345"};
        job.outbox_id = 18;
        job.channel = {"Support", "support@desk.example", "Europe/Berlin"};
        job.to = {{"Ina Heyer", "kunde", "heyer.example"}};
        job.customer_subject = "Outage";
        job.desk_domains = {"desk.example"};
        job.own_addresses = {"anna@staff.example"};
        job.letter.templates = TemplateFolder(files.path());
        job.letter.channel = "support";
        job.letter.language = "de";
        job.letter.name = "Ina Heyer";
        job.letter.agent = "Anna Berg";
        files.write("ask.de.txt", "{{salutation}},\n\n{{text}}\n\nGrüße\n{{agent}}\n");
        files.write("use/greeting.txt",
                    "{{salutation}} & <willkommen>,\nhier ist [#{{number}}].\n");
        files.write("use/logs.txt", "Please send the log.\n");
    }

    ComposedMail compose(const std::string& type, const std::string& body) {
        const std::string header = "From: anna@staff.example\r\nUser-Agent: Mozilla Thunderbird\r\n"
                                   "MIME-Version: 1.0\r\n" +
                                   type;
        const auto read = read_reply(header, body);
        EXPECT_TRUE(read) << (read ? "" : read.error().text);
        auto mail = compose_reply(header, body, job, Instant{});
        EXPECT_TRUE(mail) << (mail ? "" : mail.error().text);
        for (const char* leak :
             {"#ask", "#use", "#kb", "14:30 [#4815]", "staff.example", "SECRET-QUOTE", "Mozilla"}) {
            EXPECT_EQ(mail ? mail->whole().find(leak) : std::string::npos, std::string::npos)
                << leak;
        }
        return mail ? std::move(*mail) : ComposedMail{};
    }

    static std::string content(const ComposedMail& mail, std::string_view type) {
        const auto tree = parse_mime(mail.header, mail.body);
        const auto* part = find_part(tree.root, [&](const MimePart& one) { return one.is(type); });
        return part == nullptr ? "(none)" : part->content();
    }

    static std::string refusal(const std::string& type, const std::string& body) {
        const auto read = read_reply(type, body);
        return read ? "" : read.error().text;
    }

    vorrang::test::TemplateFiles files;
    ReplyJob job;
};

using Ask = Words;
using Use = Words;

} // namespace

// CC-11: "greeting by name, question, closing, tag; text/plain and HTML; agent's signature once"
TEST_F(Ask, WrapsTheBareQuestionInBothForms) {
    const auto mail = compose(plain_type, "#ask\r\n\r\nWhich <version>\r\n& when?\r\n" + quote);
    EXPECT_EQ(mail.subject, "Re: Outage [#4815]");
    const auto tree = parse_mime(mail.header, mail.body);
    EXPECT_TRUE(tree.root.is("multipart/alternative"));
    ASSERT_EQ(tree.root.parts.size(), 2u);
    EXPECT_EQ(
        content(mail, "text/plain"),
        "Guten Tag Ina Heyer,\r\n\r\nWhich <version>\r\n& when?\r\n\r\nGrüße\r\nAnna Berg\r\n");
    EXPECT_NE(
        content(mail, "text/html")
            .find(
                "<p>Guten Tag Ina Heyer,</p>\r\n<p>Which &lt;version&gt;<br>\r\n&amp; when?</p>\r\n"
                "<p>Grüße<br>\r\nAnna Berg</p>"),
        std::string::npos)
        << content(mail, "text/html");
    EXPECT_TRUE(is_ascii(mail.whole()));
    EXPECT_EQ(parse_message(mail.header).from.at(0).key(), "support@desk.example");
}

TEST_F(Ask, SpeaksTheBuiltInWordsWithoutATemplate) {
    job.letter.templates = {};
    job.letter.language = "en";
    job.letter.salutation = "Dear Ms Heyer";
    const auto text = content(compose(plain_type, "#ask\r\nWhich one?\r\n"), "text/plain");
    EXPECT_TRUE(text.starts_with("Dear Ms Heyer,\r\n")) << text;
    EXPECT_NE(text.find("\"Outage\" [#4815]"), std::string::npos) << text;
    EXPECT_NE(text.find("\r\n\r\nWhich one?\r\n\r\n"), std::string::npos) << text;
}

TEST_F(Ask, TakesTheQuestionOfAnHtmlMailAndOfTheLineItself) {
    const auto html =
        compose("Content-Type: text/html; charset=utf-8\r\n",
                "<p>#ask</p><p>Which &amp; when?</p><blockquote>SECRET-QUOTE</blockquote>");
    const auto signed_html = compose("Content-Type: text/html; charset=utf-8\r\n",
                                     "<p>#ask</p><p>Which?</p><div>-- <br>SECRET-QUOTE</div>");
    EXPECT_NE(content(signed_html, "text/plain").find("\r\n\r\nWhich?\r\n\r\nGr"),
              std::string::npos);
    EXPECT_NE(content(html, "text/plain").find("\r\n\r\nWhich & when?\r\n\r\n"), std::string::npos);
    const auto line =
        compose(plain_type, "#ask Which version\r\nis it?\r\n-- \r\nAnna, SECRET-QUOTE\r\n");
    EXPECT_NE(content(line, "text/plain").find("\r\n\r\nWhich version\r\nis it?\r\n\r\n"),
              std::string::npos);
}

TEST_F(Ask, FlowedLinesBecomeParagraphs) {
    const auto mail = compose("Content-Type: text/plain; charset=utf-8; format=flowed\r\n",
                              "#ask\r\nWhich version \r\nis it?\r\n");
    EXPECT_NE(content(mail, "text/html").find("<p>Which version is it?</p>"), std::string::npos);
}

TEST_F(Ask, KeepsAttachedFilesAndNotThePicturesOfTheQuote) {
    const std::string body =
        "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
        "--y\r\n\r\n#ask\r\nDo you see this?\r\n" +
        quote +
        "--y\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: "
        "text/html\r\n\r\n"
        "<p>#ask</p><p>Do you see this?<img src=\"cid:own@x\"></p><blockquote><img "
        "src=\"cid:quoted@x\">"
        "</blockquote>\r\n"
        "--r\r\nContent-Type: image/png\r\nContent-ID: <own@x>\r\n\r\nOWN\r\n"
        "--r\r\nContent-Type: image/png\r\nContent-ID: "
        "<quoted@x>\r\n\r\nSECRET-QUOTE\r\n--r--\r\n--y--\r\n"
        "--x\r\nContent-Type: text/plain; name=log.txt\r\nContent-Disposition: "
        "attachment\r\n\r\nLOG\r\n"
        "--x\r\nContent-Type: message/rfc822\r\n\r\nX-Vorrang-Ticket: 4815\r\nSubject: " +
        prefix + "Outage\r\n\r\nROW\r\n--x--\r\n";
    const auto mail = compose("Content-Type: multipart/mixed; boundary=x\r\n", body);
    const auto tree = parse_mime(mail.header, mail.body);
    EXPECT_TRUE(tree.root.is("multipart/mixed"));
    ASSERT_EQ(tree.root.parts.size(), 4u);
    EXPECT_TRUE(tree.root.parts[0].is("multipart/alternative"));
    EXPECT_EQ(tree.root.parts[1].content(), "OWN");
    EXPECT_EQ(tree.root.parts[2].content(), "LOG");
    EXPECT_EQ(tree.root.parts[3].parts.at(0).body, "ROW");
    EXPECT_EQ(mail.body.find("X-Vorrang"), std::string::npos);
}

TEST_F(Ask, IsRefusedWhereTheQuestionCannotBeTaken) {
    EXPECT_EQ(refusal(plain_type, "#ask\r\n" + quote),
              "#ask needs a question below it; nothing was sent");
    EXPECT_NE(refusal("Content-Type: multipart/mixed; boundary=x\r\n",
                      "--x\r\n\r\n#ask\r\nQ?\r\n--x\r\nContent-Type: application/pdf\r\n\r\nP\r\n"
                      "--x\r\n\r\nAnd this.\r\n--x--\r\n")
                  .find("send it as an ordinary reply"),
              std::string::npos);
    EXPECT_NE(refusal("Content-Type: multipart/signed; boundary=x\r\n",
                      "--x\r\n\r\n#ask\r\nQ?\r\n--x\r\nContent-Type: "
                      "application/pgp-signature\r\n\r\ns\r\n--x--\r\n")
                  .find("signed"),
              std::string::npos);
    EXPECT_NE(refusal(plain_type, "#ask\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nQ?\r\n")
                  .find("signed"),
              std::string::npos);
    EXPECT_NE(refusal(plain_type, "#note\r\n#ask\r\nQ?\r\n")
                  .find("line 2: #ask is for what the customer gets"),
              std::string::npos);
    EXPECT_NE(refusal(plain_type, "#ask\r\n#close\r\nQ?\r\n").find("contradicts #close"),
              std::string::npos);
}

TEST_F(Ask, ABrokenTemplateIsAnErrorThatNamesIt) {
    files.write("ask.support.de.txt", "{{txt}}\n");
    const auto mail = compose_reply(plain_type, "#ask\r\nQ?\r\n", job, Instant{});
    ASSERT_FALSE(mail);
    EXPECT_EQ(mail.error().code, ErrorCode::data);
    EXPECT_EQ(mail.error().text, "ask.support.de.txt, line 1: {{txt}} is not known here");
}

TEST_F(Ask, TheBareQuestionIsWhatTheHistoryKeeps) {
    const auto lines =
        read_reply(plain_type, "#time 5m\r\n#ask\r\n\r\nWhich one?\r\n" + quote).value();
    EXPECT_EQ(question_of(lines), "Which one?\n");
    EXPECT_FALSE(lines.bare);
}

// U-04: "#use greeting-3 expands with variables and language"
TEST_F(Use, StandsAboveTheAgentsOwnWords) {
    const auto mail = compose(plain_type, "#use greeting\r\n#use LOGS\r\n\r\nSoon.\r\n");
    EXPECT_EQ(mail.body,
              "Guten Tag Ina Heyer & <willkommen>,\r\nhier ist [#4815].\r\n\r\n"
              "Please send the log.\r\n\r\nSoon.\r\n");
}

TEST_F(Use, IsEscapedInHtmlAndStandsInBothParts) {
    const std::string body =
        "--y\r\n\r\n#use greeting\r\nSoon.\r\n--y\r\nContent-Type: text/html; "
        "charset=iso-8859-1\r\n\r\n<html><body bgcolor=\"#fff\"><p>#use greeting</p><p>S\xF6"
        "on.</p></body></html>\r\n--y--\r\n";
    job.letter.name = "Jörg";
    const auto mail = compose("Content-Type: multipart/alternative; boundary=y\r\n", body);
    EXPECT_NE(
        content(mail, "text/html")
            .find("<body bgcolor=\"#fff\"><p>Guten Tag J&#246;rg &amp; &lt;willkommen&gt;,<br>\r\n"
                  "hier ist [#4815].</p>\r\n<p></p><p>S\xF6on."),
        std::string::npos)
        << content(mail, "text/html");
    EXPECT_TRUE(content(mail, "text/plain").starts_with("Guten Tag Jörg & <willkommen>,\r\n"));
}

TEST_F(Use, APartThatCannotHoldItBecomesUtf8) {
    job.letter.name = "Jörg";
    const auto latin = compose("Content-Type: text/plain; charset=iso-8859-1; format=flowed\r\n",
                               "#use greeting\r\nGr\xFC\xDF"
                               "e\r\n");
    EXPECT_EQ(body_text(latin.header, latin.body),
              "Guten Tag Jörg & <willkommen>,\nhier ist [#4815].\n\nGrüße\n");
    EXPECT_NE(latin.header.find("Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
                                "Content-Transfer-Encoding: quoted-printable\r\n"),
              std::string::npos)
        << latin.header;
    EXPECT_TRUE(is_ascii(latin.body));
    const auto bare = compose("", "#use greeting\r\n");
    EXPECT_EQ(body_text(bare.header, bare.body),
              "Guten Tag Jörg & <willkommen>,\nhier ist [#4815].\n");
}

TEST_F(Use, AMailOfHtmlAloneOrInBase64TakesItToo) {
    const auto html =
        compose("Content-Type: text/html; charset=utf-8\r\n", "<p>#use logs</p><p>Grüße</p>");
    EXPECT_EQ(html.body, "<p>Please send the log.</p>\r\n<p></p><p>Grüße</p>");
    const auto base64 =
        compose(plain_type + "Content-Transfer-Encoding: base64\r\n",
                encode_transfer("#use logs\r\nGrüße\r\n", TransferEncoding::base64));
    EXPECT_EQ(body_text(base64.header, base64.body), "Please send the log.\n\nGrüße\n");
}

TEST_F(Use, AloneItIsARealReply) {
    EXPECT_FALSE(read_reply(plain_type, "#use greeting\r\n" + quote)->bare);
    EXPECT_TRUE(read_reply(plain_type, "#time 5m\r\n" + quote)->bare);
}

TEST_F(Use, MakesTheQuestionOfAnAsk) {
    const auto mail = compose(plain_type, "#ask\r\n#use logs\r\n" + quote);
    EXPECT_EQ(content(mail, "text/plain"),
              "Guten Tag Ina Heyer,\r\n\r\nPlease send the log.\r\n\r\nGrüße\r\nAnna Berg\r\n");
}

// SSC-17
TEST_F(Use, AnArticleStandsBelowACannedReplyAndAboveTheWords) {
    job.articles = {"Clean the fuser.", "Then #4815 prints."};
    const auto mail = compose(plain_type, "#use logs\r\n#kb 17\r\n#kb 18\r\n\r\nSoon.\r\n");
    EXPECT_EQ(mail.body,
              "Please send the log.\r\n\r\nClean the fuser.\r\n\r\nThen #4815 prints.\r\n\r\n"
              "Soon.\r\n");
    EXPECT_FALSE(read_reply(plain_type, "#kb 17\r\n" + quote)->bare);
}

TEST_F(Use, ANameThatIsNotThereIsAnError) {
    EXPECT_EQ(compose_reply(plain_type, "#use fax\r\nHi\r\n", job, Instant{}).error().code,
              ErrorCode::data);
    EXPECT_NE(refusal(plain_type, "#use\r\nHi\r\n").find("#use needs the name"), std::string::npos);
}

TEST(TextHtml, HasParagraphsLineBreaksAndNothingForeign) {
    EXPECT_EQ(html_of_text("a\nb\n\n\n\"c\" <script>&\n"),
              "<p>a<br>\r\nb</p>\r\n<p>&quot;c&quot; &lt;script&gt;&amp;</p>\r\n");
    EXPECT_EQ(html_of_text(""), "");
    EXPECT_EQ(ascii_html("ä\xF0\x9F\x98\x80x"), "&#228;&#128512;x");
    EXPECT_EQ(html_top("<HTML><BODY a=b>x"), 16u);
    EXPECT_EQ(html_top("x"), 0u);
    const std::string long_text = html_of_text(std::string(3000, 'w').replace(1000, 1, " "));
    EXPECT_NE(long_text.find("w\r\nw"), std::string::npos);
}
