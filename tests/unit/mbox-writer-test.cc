#include "daemon/admin/mbox-writer.hh"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

using namespace vorrang;
using namespace vorrang::admin;

namespace {

constexpr Instant at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 5} +
                       std::chrono::hours{9} + std::chrono::seconds{7};

/// As the file has it; the mail comes in pieces of `size` bytes.
std::string mbox_of(std::string_view mail, std::size_t size = 1000) {
    std::string out;
    MboxWriter writer([&out](std::string_view bytes) { out += bytes; });
    writer.begin("kunde@heyer.example", at, "X-Vorrang-Ticket: 4815\n");
    for (std::size_t i = 0; i < mail.size(); i += size) {
        writer.write(mail.substr(i, size));
    }
    writer.end();
    return out;
}

constexpr std::string_view head = "From kunde@heyer.example Thu Nov  5 09:00:07 2026\n"
                                  "X-Vorrang-Ticket: 4815\n";

std::string written(std::string_view mail) {
    return std::string(head) + std::string(mail) + "\n";
}

/// What a reader of mboxrd makes of one mail.
std::string read_back(std::string text) {
    text = text.substr(head.size());
    std::string out;
    std::size_t start = 0;
    while (start < text.size()) {
        auto end = text.find('\n', start) + 1;
        end = end == 0 ? text.size() : end;
        auto line = text.substr(start, end - start);
        const auto word = line.find_first_not_of('>');
        if (word != std::string::npos && word > 0 && line.compare(word, 5, "From ") == 0) {
            line.erase(0, 1);
        }
        out += line;
        start = end;
    }
    return out;
}

} // namespace

TEST(MboxWriter, EndsLinesWithLfAndMailsWithAnEmptyLine) {
    EXPECT_EQ(mbox_of("Subject: x\r\n\r\nHello\r\n"), written("Subject: x\n\nHello\n"));
    EXPECT_EQ(mbox_of("Subject: x\r\n\r\nno end"), written("Subject: x\n\nno end\n"));
    EXPECT_EQ(mbox_of("a\rb\r\n\r"), written("a\rb\n\r\n"));
}

TEST(MboxWriter, QuotesWhatWouldBeginAMailWhereverItIsCut) {
    const std::string mail = "\r\nFrom here\r\n>From there\r\n>>From\r\nFrom\r\n>x From \r\nFro";
    for (std::size_t size = 1; size < mail.size(); ++size) {
        EXPECT_EQ(mbox_of(mail, size),
                  written("\n>From here\n>>From there\n>>From\nFrom\n>x From \nFro\n"))
            << "pieces of " << size;
    }
}

TEST(MboxWriter, NamesNobodyAsTheMailerDaemon) {
    std::string out;
    MboxWriter writer([&out](std::string_view bytes) { out += bytes; });
    writer.begin("", at, "");
    writer.end();
    EXPECT_EQ(out, "From MAILER-DAEMON Thu Nov  5 09:00:07 2026\n\n");
}

RC_GTEST_PROP(MboxWriter, IsReadBackAsItWas, ()) {
    const auto letters =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("From >\n")));
    const auto size = *rc::gen::inRange<std::size_t>(1, 9);
    const auto lines = letters + "\n";
    RC_ASSERT(read_back(mbox_of(lines, size)) == lines + "\n");
}
