#include "core/mail/raw-mail.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace std::string_literals;
using vorrang::ErrorCode;
using vorrang::mail::RawMail;

namespace {

/// A directory of this process alone, gone when it ends.
class SpoolDirectory {
  public:
    SpoolDirectory()
        : path_(std::filesystem::temp_directory_path() /
                ("vorrang-unit-mail-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }

    SpoolDirectory(const SpoolDirectory&) = delete;
    SpoolDirectory& operator=(const SpoolDirectory&) = delete;

    ~SpoolDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

std::string spool() {
    static const SpoolDirectory directory;
    return directory.path();
}

std::string header_of(const RawMail& mail) {
    return mail.header(0, mail.header_size()).value();
}

std::string body_of(const RawMail& mail) {
    return mail.body(0, mail.body_size()).value();
}

} // namespace

TEST(RawMail, KeepsEveryByteAndOnlyMakesLineEndsCrlf) {
    RawMail mail(spool());
    ASSERT_TRUE(mail.add_header("Subject", "  two spaces\n\tfolded\r\n again \r bare"));
    ASSERT_TRUE(mail.add_header("X-Nul", " a\0b"s));
    ASSERT_TRUE(mail.add_header("X-Tight", "v"));
    mail.end_of_headers();
    ASSERT_TRUE(mail.add_body("one\n.\r\n\0\xff"s));
    ASSERT_TRUE(mail.add_body("two"));
    EXPECT_EQ(
        header_of(mail),
        "Subject:  two spaces\r\n\tfolded\r\n again \r bare\r\nX-Nul: a\0b\r\nX-Tight:v\r\n"s);
    EXPECT_EQ(body_of(mail), "one\n.\r\n\0\xfftwo"s);
    EXPECT_EQ(mail.stored_size(), mail.header_size() + mail.body_size());
    EXPECT_FALSE(mail.spooled());
}

TEST(RawMail, RefusesAFieldBehindTheHeader) {
    RawMail mail(spool());
    mail.end_of_headers();
    EXPECT_FALSE(mail.add_header("Late", " x"));
}

TEST(RawMail, PutsOwnLinesOnTopTheLastFirst) {
    RawMail mail(spool());
    ASSERT_TRUE(mail.add_header("From", " a@b"));
    mail.prepend("Received: by desk\n\tfor you");
    mail.prepend("Return-Path: <a@b>");
    EXPECT_EQ(header_of(mail),
              "Return-Path: <a@b>\r\nReceived: by desk\r\n\tfor you\r\nFrom: a@b\r\n");
    EXPECT_EQ(mail.header(15, 10).value(), "@b>\r\nRecei");
    EXPECT_EQ(mail.header(50, 1000).value().size(), mail.header_size() - 50);
}

TEST(RawMail, SpoolsWhatOutgrowsMemoryAndLeavesNoFile) {
    const std::string directory = spool();
    RawMail mail(directory);
    std::string wanted;
    for (int i = 0; i < 100; ++i) {
        const std::string piece(65535, static_cast<char>('a' + i % 26));
        wanted += piece;
        ASSERT_TRUE(mail.add_body(piece));
    }
    EXPECT_TRUE(mail.spooled());
    EXPECT_TRUE(std::filesystem::is_empty(directory));
    ASSERT_EQ(mail.body_chunks(), 25u);
    std::string joined;
    for (std::size_t n = 0; n < mail.body_chunks(); ++n) {
        const auto chunk = mail.body_chunk(n);
        ASSERT_TRUE(chunk);
        EXPECT_TRUE(n + 1 == mail.body_chunks() || chunk->size() == RawMail::chunk_size);
        joined += *chunk;
    }
    EXPECT_EQ(joined, wanted);
}

TEST(RawMail, SpoolsAHugeHeaderToo) {
    RawMail mail(spool());
    for (int i = 0; i < 3000; ++i) {
        ASSERT_TRUE(mail.add_header("X-Fill", " " + std::string(500, 'x')));
    }
    mail.prepend("Return-Path: <>");
    EXPECT_TRUE(mail.spooled());
    const auto text = header_of(mail);
    EXPECT_EQ(text.size(), mail.header_size());
    EXPECT_TRUE(text.starts_with("Return-Path: <>\r\nX-Fill: xxx"));
    EXPECT_TRUE(text.ends_with("xxx\r\n"));
    EXPECT_EQ(mail.header_chunks(), 6u);
}

TEST(RawMail, IsEmptyAgainAfterReset) {
    RawMail mail(spool());
    mail.prepend("Return-Path: <>");
    ASSERT_TRUE(mail.add_header("From", " a@b"));
    mail.end_of_headers();
    ASSERT_TRUE(mail.add_body(std::string(3 << 20, 'x')));
    mail.reset();
    EXPECT_EQ(mail.stored_size(), 0u);
    EXPECT_FALSE(mail.spooled());
    EXPECT_FALSE(mail.header_complete());
    EXPECT_EQ(mail.body_chunks(), 1u);
    EXPECT_EQ(mail.body_chunk(0).value(), "");
    ASSERT_TRUE(mail.add_header("From", " c@d"));
    EXPECT_EQ(header_of(mail), "From: c@d\r\n");
}

TEST(RawMail, SaysUnavailableWhenTheSpoolDirectoryIsAway) {
    RawMail mail("/nonexistent/spool");
    ASSERT_TRUE(mail.add_body("small mails need no file"));
    const auto added = mail.add_body(std::string(2 << 20, 'x'));
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::unavailable);
    EXPECT_NE(added.error().text.find("/nonexistent/spool"), std::string::npos);
}

TEST(RawMail, SaysUnavailableWhenTheDiskIsFull) {
    // A file limit stands in for a full disk: the write itself fails.
    EXPECT_EXIT(
        {
            signal(SIGXFSZ, SIG_IGN);
            rlimit limit{};
            limit.rlim_cur = limit.rlim_max = 1 << 20;
            setrlimit(RLIMIT_FSIZE, &limit);
            RawMail mail(spool());
            const auto added = mail.add_body(std::string(3 << 20, 'x'));
            _exit(!added && added.error().code == ErrorCode::unavailable ? 0 : 1);
        },
        testing::ExitedWithCode(0),
        "");
}

TEST(RawMailProperty, BodyIsWhatWentInHoweverItIsCut) {
    const std::string directory = spool();
    vorrang::test::check_property([&](const std::vector<std::string>& pieces) {
        RawMail mail(directory);
        std::string whole;
        for (const std::string& piece : pieces) {
            RC_ASSERT(mail.add_body(piece).has_value());
            whole += piece;
        }
        RC_ASSERT(body_of(mail) == whole);
        const auto at = *rc::gen::inRange<std::size_t>(0, whole.size() + 2);
        RC_ASSERT(mail.body(at, 7).value() == (at < whole.size() ? whole.substr(at, 7) : ""));
    });
}

TEST(RawMailProperty, HeaderLosesNothingButBareLineEnds) {
    const std::string directory = spool();
    vorrang::test::check_property([&](const std::vector<std::string>& values) {
        RawMail mail(directory);
        std::string wanted;
        for (const std::string& value : values) {
            RC_ASSERT(mail.add_header("X-Any", value).has_value());
            wanted += "X-Any:";
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (value[i] == '\n' && (i == 0 || value[i - 1] != '\r')) {
                    wanted += '\r';
                }
                wanted += value[i];
            }
            wanted += "\r\n";
        }
        RC_ASSERT(header_of(mail) == wanted);
    });
}
