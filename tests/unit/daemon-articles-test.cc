#include "daemon/articles.hh"

#include <gtest/gtest.h>

namespace vorrang {
namespace {

TEST(ArticleText, IsTheWritersOwnWords) {
    EXPECT_EQ(article_text("Content-Type: text/plain; charset=utf-8\r\n",
                           "#time 0:10\r\n#solution\r\nUnplug it.\r\n\r\nThen plug it in.\r\n"
                           "\r\nOn 25.11.26 10:00, Kunde wrote:\r\n> My secret.\r\n"
                           "-- \r\nAnna Berg\r\n"),
              "Unplug it.\n\nThen plug it in.");
}

TEST(ArticleText, OfAnHtmlMailWithoutItsQuote) {
    EXPECT_EQ(article_text("Content-Type: text/html; charset=utf-8\r\n",
                           "<p>Unplug it.</p><blockquote type=\"cite\">My secret.</blockquote>"),
              "Unplug it.");
}

// What cannot be stored must not stop whatever is to be written after it.
TEST(ArticleText, HoldsNoNulAndIsUtf8) {
    using namespace std::string_literals;
    EXPECT_EQ(
        article_text("Content-Type: text/plain; charset=utf-8\r\n", "Un\0plug\x01 it\xFF.\r\n"s),
        "Unplug it\xC3\xBF.");
    EXPECT_EQ(article_text("Content-Type: text/html\r\n", "<p>Un\0plug it.</p>"s), "Unplug it.");
}

// A composed reply may begin with a line that no command is: then nothing is a command.
TEST(ArticleText, KeepsWhatLooksLikeACommandButIsNone) {
    EXPECT_EQ(article_text("Content-Type: text/plain\r\n", "#include is missing.\r\n"),
              "#include is missing.");
}

} // namespace
} // namespace vorrang
