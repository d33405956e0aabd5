#include "core/mail/mime-tree.hh"
#include "tests/support/cpu-clock.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>
#include <vector>

using namespace vorrang::mail;

namespace {

using Clock = vorrang::test::CpuClock;

std::string nested(int levels) {
    std::string body;
    for (int i = 1; i < levels; ++i) {
        const auto n = std::to_string(i);
        body += "--b" + std::to_string(i - 1) + "\r\nContent-Type: multipart/mixed; boundary=b" +
                n + "\r\n\r\n";
    }
    return body + "text\r\n";
}

} // namespace

TEST(MimeTree, CutsAMailIntoItsParts) {
    const std::string body =
        "preamble\r\n--x\r\nContent-Type: Text/Plain; charset=utf-8\r\n\r\nhello\r\n\r\n"
        "--x\r\nContent-Type: multipart/alternative; boundary=\"y z\"\r\n\r\n"
        "--y z\r\n\r\na\r\n--y z\r\nContent-Type: text/html\r\n\r\n<b>\r\n--y z--\r\n"
        "\r\n--x\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
        "Subject: inner\r\n\r\ninner body\r\n--x--\r\nepilogue";
    const auto tree = parse_mime("Content-Type: multipart/mixed; boundary=x\r\n", body);
    ASSERT_EQ(tree.root.parts.size(), 3u);
    EXPECT_EQ(tree.root.parts[0].body, "hello\r\n");
    EXPECT_EQ(tree.root.parts[0].charset(), "utf-8");
    ASSERT_EQ(tree.root.parts[1].parts.size(), 2u);
    EXPECT_EQ(tree.root.parts[1].parts[0].body, "a");
    EXPECT_EQ(tree.root.parts[1].parts[1].body, "<b>");
    ASSERT_EQ(tree.root.parts[2].parts.size(), 1u);
    EXPECT_TRUE(tree.root.parts[2].attachment);
    EXPECT_EQ(tree.root.parts[2].parts[0].header, "Subject: inner\r\n");
    EXPECT_EQ(tree.root.parts[2].parts[0].body, "inner body");
    EXPECT_EQ(tree.root.body, body);
    EXPECT_FALSE(tree.over_cap);
}

TEST(MimeTree, MissingEndsAndMissingBoundariesAreSurvived) {
    const auto open =
        parse_mime("Content-Type: multipart/mixed; boundary=x\r\n", "--x\n\na\n--x\nno end");
    ASSERT_EQ(open.root.parts.size(), 2u);
    EXPECT_EQ(open.root.parts[0].body, "a");
    EXPECT_TRUE(
        parse_mime("Content-Type: multipart/mixed\r\n", "--\r\n--x\r\n").root.parts.empty());
    EXPECT_TRUE(parse_mime("", "").root.body.empty());
    EXPECT_EQ(parse_mime("", "plain").root.body, "plain");
    const auto cut = parse_mime(
        "Content-Type: multipart/mixed; boundary=x\r\n",
        "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\na\r\n--x--\r\n");
    ASSERT_EQ(cut.root.parts.size(), 1u);
    ASSERT_EQ(cut.root.parts[0].parts.size(), 1u);
    EXPECT_EQ(cut.root.parts[0].parts[0].body, "a");
}

TEST(MimeTree, FiveHundredNestedMultipartsStopAtTheCap) {
    const std::string body = nested(500);
    const auto start = Clock::now();
    const auto tree = parse_mime("Content-Type: multipart/mixed; boundary=b0\r\n", body);
    EXPECT_LT(Clock::now() - start, std::chrono::milliseconds(200));
    EXPECT_TRUE(tree.over_cap);
}

TEST(MimeTree, ManyPartsStopAtTheCapInLinearTime) {
    std::string body;
    for (int i = 0; i < 200000; ++i) {
        body += "--x\r\n\r\na\r\n";
    }
    const auto start = Clock::now();
    const auto tree = parse_mime("Content-Type: multipart/mixed; boundary=x\r\n", body);
    EXPECT_LT(Clock::now() - start, std::chrono::seconds(1));
    EXPECT_TRUE(tree.over_cap);
    EXPECT_LE(tree.root.parts.size(), mime_parts_limit);
}

TEST(MimeTree, DashesAreNoQuadraticTime) {
    const std::string body = nested(100) + std::string(2 << 20, '-');
    std::string lines = nested(100);
    for (int i = 0; i < 500000; ++i) {
        lines += "--\n";
    }
    const auto start = Clock::now();
    (void)parse_mime("Content-Type: multipart/mixed; boundary=b0\r\n", body);
    (void)parse_mime("Content-Type: multipart/mixed; boundary=b0\r\n", lines);
    EXPECT_LT(Clock::now() - start, std::chrono::seconds(3));
}

TEST(MimeTree, PartsSharingABoundaryWithTheirParentEnd) {
    std::string body;
    for (int i = 0; i < 300; ++i) {
        body += "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n";
    }
    EXPECT_LE(parse_mime("Content-Type: multipart/mixed; boundary=x\r\n", body).root.parts.size(),
              300u);
}

TEST(MimeTreeProperty, ViewsStayInsideAndInOrder) {
    vorrang::test::check_property([] {
        const auto piece =
            rc::gen::element<std::string>("--x\r\n",
                                          "--x--\r\n",
                                          "--y\n",
                                          "--y--\n",
                                          "Content-Type: multipart/mixed; boundary=y\r\n",
                                          "Content-Type: message/rfc822\r\n",
                                          "\r\n",
                                          "\n",
                                          "text\r\n",
                                          "Content-Type: multipart/digest; boundary=x\n",
                                          "--");
        std::string body;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) {
            body += part;
        }
        const auto tree = parse_mime("Content-Type: multipart/mixed; boundary=x\r\n", body);
        const char* at = body.data();
        const auto inside = [&](const auto& self, const MimePart& part) -> void {
            RC_ASSERT(part.body.data() >= at);
            RC_ASSERT(part.body.data() + part.body.size() <= body.data() + body.size());
            for (const MimePart& child : part.parts) {
                RC_ASSERT(child.header.data() >= at);
                at = child.body.data();
                self(self, child);
            }
        };
        inside(inside, tree.root);
    });
}
