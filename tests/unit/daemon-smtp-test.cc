#include "daemon/smtp-data.hh"
#include "daemon/smtp-reply.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace vorrang {
namespace {

std::string sent(std::initializer_list<std::string_view> pieces) {
    SmtpData data;
    std::string out;
    for (const auto piece : pieces) {
        out += data.feed(piece).value_or("REFUSED");
    }
    return out + data.finish().value_or("REFUSED");
}

TEST(SmtpData, EndsAMailWithTheFinalDot) {
    EXPECT_EQ(sent({"a: b\r\n\r\nx\r\n"}), "a: b\r\n\r\nx\r\n.\r\n");
}

TEST(SmtpData, CompletesALastLineWithoutEnd) {
    EXPECT_EQ(sent({"x"}), "x\r\n.\r\n");
}

TEST(SmtpData, DoublesADotThatBeginsALine) {
    EXPECT_EQ(sent({".\r\n..\r\na.b\r\n"}), "..\r\n...\r\na.b\r\n.\r\n");
}

TEST(SmtpData, DoublesADotThatBeginsALineInTheNextPiece) {
    EXPECT_EQ(sent({"x\r", "\n", ".y\r\n"}), "x\r\n..y\r\n.\r\n");
}

TEST(SmtpData, RefusesWhatAnotherServerMightTakeForALineEnd) {
    for (const std::string_view bad : {"x\n.\r\n", "x\r.\r\n", "\n", "\r\r\n", "x\r\n\n"}) {
        EXPECT_FALSE(SmtpData().feed(bad)) << bad;
    }
    EXPECT_FALSE(SmtpData().feed(std::string_view("a\0b", 3)));
    SmtpData cut;
    EXPECT_TRUE(cut.feed("x\r"));
    EXPECT_FALSE(cut.finish());
}

/// What a server does with what follows DATA (RFC 5321, 4.5.2), to compare with.
std::string received(const std::string& wire) {
    std::string out;
    std::size_t at = 0;
    while (at < wire.size()) {
        const auto end = wire.find("\r\n", at);
        const auto line = wire.substr(at, end - at);
        if (line == ".") {
            EXPECT_EQ(end + 2, wire.size()) << "the mail ended before its end";
            return out;
        }
        out += (line.starts_with(".") ? line.substr(1) : line) + "\r\n";
        at = end + 2;
    }
    ADD_FAILURE() << "no final dot";
    return out;
}

TEST(SmtpData, TheServerGetsTheSameBytesHoweverTheyAreCut) {
    vorrang::test::check_property([] {
        const auto lines = *rc::gen::container<std::vector<std::string>>(
            rc::gen::container<std::string>(rc::gen::elementOf(std::string("..ab \xe4"))));
        std::string mail;
        for (const auto& line : lines) {
            mail += line + "\r\n";
        }
        const auto cut = *rc::gen::inRange<std::size_t>(0, mail.size() + 1);
        SmtpData data;
        std::string wire = *data.feed(std::string_view(mail).substr(0, cut));
        wire += *data.feed(std::string_view(mail).substr(cut));
        wire += *data.finish();
        RC_ASSERT(received(wire) == mail);
    });
}

SmtpReply parsed(std::initializer_list<std::string_view> lines) {
    SmtpReplyParser parser;
    auto state = SmtpReplyParser::State::more;
    for (const auto line : lines) {
        EXPECT_EQ(state, SmtpReplyParser::State::more);
        state = parser.feed(line);
    }
    EXPECT_EQ(state, SmtpReplyParser::State::done);
    return parser.take();
}

TEST(SmtpReply, PutsTheLinesOfOneReplyTogether) {
    const auto reply = parsed({"250-mx.example", "250-SIZE 1000", "250 8BITMIME"});
    EXPECT_EQ(reply.code, 250);
    EXPECT_EQ(ehlo_extension(reply, "size"), "1000");
    EXPECT_EQ(ehlo_extension(reply, "8BITMIME"), "");
    EXPECT_EQ(ehlo_extension(reply, "SIZ"), std::nullopt);
}

TEST(SmtpReply, AcceptsABareCode) {
    EXPECT_EQ(parsed({"354"}).code, 354);
}

TEST(SmtpReply, IsBrokenWhenItIsNotSmtp) {
    for (const std::string_view line : {"", "25", "abc", "250_x", "HTTP/1.1 200 OK"}) {
        EXPECT_EQ(SmtpReplyParser().feed(line), SmtpReplyParser::State::broken) << line;
    }
    SmtpReplyParser changing;
    EXPECT_EQ(changing.feed("250-a"), SmtpReplyParser::State::more);
    EXPECT_EQ(changing.feed("550 b"), SmtpReplyParser::State::broken);
}

TEST(SmtpReply, FindsPostfixsQueueId) {
    EXPECT_EQ(queue_id_of("2.0.0 Ok: queued as 4jXDY40j7Mz1dqTL"), "4jXDY40j7Mz1dqTL");
    EXPECT_EQ(queue_id_of("2.0.0 Ok: queued as 1A2B (more)"), "1A2B");
    EXPECT_EQ(queue_id_of("OK id=1x"), "");
}

} // namespace
} // namespace vorrang
