#include "core/mail/body-text.hh"
#include "core/mail/html-text.hh"
#include "tests/support/cpu-clock.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using namespace std::string_literals;
using vorrang::mail::body_text;

TEST(BodyText, IsThePlainPartInUtf8) {
    EXPECT_EQ(body_text("", "Hello\r\nyou\r\n"), "Hello\nyou\n");
    EXPECT_EQ(body_text("Content-Type: text/plain; charset=iso-8859-1\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n",
                        "Gr=FC=DFe=\r\n!\r\n"),
              "Grüße!\n");
    EXPECT_EQ(body_text("Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: base64\r\n",
                        "R3LDvMOfZQ==\r\n"),
              "Grüße");
    EXPECT_EQ(body_text("Content-Type: text/plain; charset=koi8-r\r\n", "\xD0\xD2\xC9"), "при");
    EXPECT_EQ(body_text("Content-Type: text/plain; charset=x-unheard-of\r\n", "\xFC"), "ü");
    EXPECT_EQ(body_text("", "a\0b\x1b[0m\xff\r"s), "ab[0mÿ\n");
}

TEST(BodyText, PrefersPlainOverHtmlAndSkipsAttachments) {
    const std::string header = "Content-Type: multipart/mixed; boundary=x\r\n";
    EXPECT_EQ(body_text(header,
                        "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\n"
                        "log\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>html\r\n"
                        "--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x--\r\n"),
              "plain");
    EXPECT_EQ(body_text(header,
                        "--x\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n"
                        "<p>5 \x80</p>\r\n--x--\r\n"),
              "5 €\n");
    EXPECT_EQ(body_text("Content-Type: image/png\r\n", "PNG"), "");
    EXPECT_EQ(body_text("", ""), "");
}

TEST(BodyText, HtmlIsReadLikeAPersonReadsIt) {
    using vorrang::mail::readable_html;
    EXPECT_EQ(readable_html("<html><head><title>T</title><style>p{}</style></head><body>"
                            "<!-- x --><p>Hello&nbsp;&amp;<b> you</b></p>\n<div>a<br>b</div>"
                            "<script>evil()</script>"),
              "Hello & you\n\na\nb\n");
    EXPECT_EQ(readable_html("a < b &unknown; &#x41;&#66; <a href=\"x>y\">z</a>"),
              "a < b &unknown; AB z\n");
    EXPECT_EQ(readable_html("<style>never closed"), "");
    EXPECT_EQ(readable_html(""), "");
}

TEST(BodyText, IsBoundedAndFast) {
    using Clock = vorrang::test::CpuClock;
    for (const char* piece : {"<div>",
                              "<",
                              "&",
                              "<!--",
                              "<style>",
                              "<a \"",
                              "<i a=1>",
                              "</",
                              "x",
                              "&#1;",
                              "<style></style>"}) {
        std::string html;
        while (html.size() < 1000000) {
            html += piece;
        }
        const auto start = Clock::now();
        const auto text = body_text("Content-Type: text/html\r\n", html);
        EXPECT_LT(Clock::now() - start, std::chrono::seconds(1)) << piece;
        EXPECT_LE(text.size(), vorrang::mail::body_text_limit);
    }
    const std::string wide = "Content-Type: text/plain; charset=utf-8\r\n";
    std::string umlauts;
    while (umlauts.size() < 600000) {
        umlauts += "ü";
    }
    const auto text = body_text(wide, "x" + umlauts);
    EXPECT_LE(text.size(), vorrang::mail::body_text_limit);
    EXPECT_TRUE(text.ends_with("ü"));
}

TEST(BodyText, OfASpooledMailIsReadFromItsStart) {
    vorrang::mail::RawMail mail("/tmp");
    ASSERT_TRUE(mail.add_header("Content-Type", " multipart/mixed; boundary=x"));
    ASSERT_TRUE(mail.add_body("--x\r\n\r\nHello\r\n--x\r\nContent-Type: image/png\r\n\r\n"));
    ASSERT_TRUE(mail.add_body(std::string(20 << 20, 'A')));
    EXPECT_EQ(body_text(mail).value(), "Hello");
}
