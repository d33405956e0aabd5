#include "core/mail/compose-reply.hh"
#include "core/mail/own-words.hh"

#include <gtest/gtest.h>

#include <string>

using namespace vorrang::mail;

TEST(OwnWords, AQuoteAloneIsNone) {
    for (const char* text :
         {"",
          "\n\n",
          "> quoted\n> more\n",
          "\nOn 25.11.26 10:00, Kunde wrote:\n> It does not work.\n",
          "Am Mittwoch, dem 25.11.2026 um 10:00 +0100 schrieb\nKunde von Heyer\n"
          "<kunde@heyer.example>:\n> Hallo\n",
          "\n-- \nAnna Berg\nSupport\n",
          "\n-----Ursprüngliche Nachricht-----\nVon: Kunde\nHallo\n",
          "\r\nFrom: Kunde <kunde@heyer.example>\r\nSent: Wednesday\r\nTo: Support\r\n\r\nHi\r\n",
          "Von: Kunde\nGesendet: Mittwoch\n",
          "On Wed, 25 Nov 2026, Kunde wrote:\n"}) {
        EXPECT_FALSE(has_own_words(text)) << text;
    }
}

TEST(OwnWords, AnythingElseIs) {
    for (const char* text : {"Done.",
                             "\nDone:\n> Is it done?\n",
                             "On Monday we come.\n> When?\n",
                             "> When?\nOn Monday.\n",
                             "Anna Berg\n-- \nSupport\n",
                             "From: the cellar came a noise\n\nHello\n",
                             "see below:\n"}) {
        EXPECT_TRUE(has_own_words(text)) << text;
    }
}

TEST(OwnWords, AreTakenLineByLineWithoutBlankOnesAtBothEnds) {
    EXPECT_EQ(own_words("\r\n\r\nOne\r\n\r\ntwo\r\n \r\nOn 1.1.26, K wrote:\r\n> x\r\n"),
              "One\n\ntwo\n");
    EXPECT_EQ(own_words("On 1.1.26, K wrote:\n> a\nyes\n> b\nno\n-- \nAnna\n"), "yes\nno\n");
    EXPECT_EQ(own_words("> a\n"), "");
}

TEST(OwnWords, ASentenceWithoutADateIntroducesNoQuote) {
    EXPECT_EQ(own_words("On which of them does it happen:\n> the grey or the red one\n"),
              "On which of them does it happen:\n");
}

TEST(OwnWords, HtmlEndsWhereTheClientPutTheOriginal) {
    EXPECT_EQ(before_html_quote("<p>#close</p><BLOCKQUOTE type=cite>x</BLOCKQUOTE>"),
              "<p>#close</p>");
    EXPECT_EQ(before_html_quote("<div>a</div><div class=\"gmail_quote\">x"), "<div>a</div>");
    EXPECT_EQ(before_html_quote("<div>a</div><div id=\"divRplyFwdMsg\">x"), "<div>a</div>");
    EXPECT_EQ(before_html_quote("<p>all of it</p>"), "<p>all of it</p>");
}

TEST(OwnWords, ABareReplyHasCommandsAndNothingElse) {
    const auto bare = [](std::string_view header, std::string_view body) {
        const auto lines = read_reply(header, body);
        return lines && lines->bare;
    };
    EXPECT_TRUE(bare("", "#close\r\n\r\nOn 25.11.26, Kunde wrote:\r\n> Hello\r\n"));
    EXPECT_FALSE(bare("", "#close\r\nDone.\r\n> Hello\r\n"));
    EXPECT_TRUE(bare("Content-Type: text/html\r\n",
                     "<p>#close</p><blockquote>It does not work.</blockquote>\r\n"));
    EXPECT_FALSE(bare("Content-Type: text/html\r\n",
                      "<p>#close</p><p>Done</p><blockquote>Hi</blockquote>\r\n"));
    EXPECT_FALSE(bare("Content-Type: multipart/mixed; boundary=x\r\n",
                      "--x\r\n\r\n#close\r\n--x\r\nContent-Type: application/pdf\r\n"
                      "Content-Disposition: attachment\r\n\r\nPDF\r\n--x--\r\n"));
}
