#include "milter/channel-match.hh"
#include "milter/reply-text.hh"
#include "milter/trace-lines.hh"
#include "tests/support/fake-milter.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>

namespace vorrang::milter {
namespace {

const Directory directory{test::small_world()};
const std::vector<std::string> aliases{"info@desk.example"};
const std::string token = "abcdefghijklmnopqrstuvwxyz";

struct Case {
    std::string address;
    RecipientKind kind;
    std::string channel;
};

TEST(ChannelMatch, knows_what_a_recipient_is_to_the_desk) {
    const std::string support = "support@desk.example";
    for (const auto& [address, kind, channel] : std::vector<Case>{
             {"<support@desk.example>", RecipientKind::channel, support},
             {"support@desk.example", RecipientKind::channel, support},
             {"<Support@DESK.example>", RecipientKind::channel, support},
             {"<Desk@desk.example>", RecipientKind::desk, ""},
             {"<desk+x@desk.example>", RecipientKind::unknown, ""},
             {"<\"support\"@desk.example>", RecipientKind::channel, support},
             {"<@relay.example,@b.example:support@desk.example>", RecipientKind::channel, support},
             {"<support+4815." + token + "@desk.example>", RecipientKind::ticket, support},
             {"<SUPPORT+4815.ABCDEFGHIJKLMNOPQRSTUVWXYZ@desk.example>",
              RecipientKind::ticket,
              support},
             {"<support+4815.tooshort@desk.example>", RecipientKind::channel, support},
             {"<support+@desk.example>", RecipientKind::channel, support},
             {"<note+4815." + token + "@desk.example>", RecipientKind::note, ""},
             {"<note@desk.example>", RecipientKind::unknown, ""},
             {"<log+4815@desk.example>", RecipientKind::log, ""},
             {"<LOG+4815." + token + "@desk.example>", RecipientKind::log, ""},
             {"<log+4815.short@desk.example>", RecipientKind::unknown, ""},
             {"<log+x@desk.example>", RecipientKind::unknown, ""},
             {"<log+0@desk.example>", RecipientKind::unknown, ""},
             {"<log@desk.example>", RecipientKind::unknown, ""},
             {"<new+kunde=heyer.example@desk.example>", RecipientKind::on_behalf, ""},
             {"<new+x@desk.example>", RecipientKind::unknown, ""},
             {"<info@desk.example>", RecipientKind::alias, ""},
             {"<Info+x@desk.example>", RecipientKind::alias, ""},
             {"<gone+4815." + token + "@desk.example>", RecipientKind::unknown, ""},
             {"<supports@desk.example>", RecipientKind::unknown, ""},
             {"<support@other.desk.example>", RecipientKind::foreign, ""},
             {"<support@desk.example.evil.example>", RecipientKind::foreign, ""},
             {"<support%desk.example@evil.example>", RecipientKind::foreign, ""},
             {"<>", RecipientKind::foreign, ""},
             {"", RecipientKind::foreign, ""},
             {"<postmaster>", RecipientKind::foreign, ""}}) {
        const auto recipient = match_recipient(directory, aliases, address);
        EXPECT_EQ(recipient.kind, kind) << address;
        EXPECT_EQ(recipient.channel, channel) << address;
        EXPECT_EQ(recipient.as_given, address);
    }
}

TEST(ChannelMatch, reads_the_ticket_of_an_address) {
    const auto recipient = match_recipient(
        directory, aliases, "<support+4815.ABCDEFGHIJKLMNOPQRSTUVWXYZ@desk.example>");
    ASSERT_TRUE(recipient.ticket);
    EXPECT_EQ(recipient.ticket->ticket, 4815);
    EXPECT_EQ(recipient.ticket->token, token);
}

// "1,000 random support+X@: no channel switch, no ticket join."
TEST(ChannelMatch, an_extension_never_switches_the_channel) {
    vorrang::test::check_property([](const std::string& raw) {
        std::string extension;
        for (const char c : raw) {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '+' ||
                c == '-') {
                extension += c;
            }
        }
        const auto recipient =
            match_recipient(directory, aliases, "<support+x" + extension + "@desk.example>");
        RC_ASSERT(recipient.channel.empty() || recipient.channel == "support@desk.example");
        RC_ASSERT(!recipient.ticket);
    });
}

TEST(ChannelMatch, survives_any_bytes_at_rcpt) {
    vorrang::test::check_property([](const std::string& bytes) {
        const auto recipient = match_recipient(directory, aliases, bytes);
        RC_ASSERT(recipient.as_given == bytes);
    });
}

TEST(DirectoryIndex, finds_an_agent_by_login_in_any_case_and_owns_his_domain) {
    ASSERT_NE(directory.agent("ANNA@staff.example"), nullptr);
    EXPECT_EQ(directory.agent("ANNA@staff.example")->key, "anna");
    EXPECT_EQ(directory.agent("bernd@staff.example"), nullptr);
    const auto own = directory.own_domains();
    EXPECT_EQ(std::vector<std::string>(own.begin(), own.end()),
              (std::vector<std::string>{"desk.example", "staff.example"}));
    EXPECT_FALSE(directory.is_desk_domain("staff.example"));
}

TEST(ReplyText, is_one_line_of_printable_ascii_with_percent_doubled) {
    EXPECT_EQ(reply_text("100% gr\xc3\xbc\xc3\x9f\r\n250 ok"), "100%% gruess??250 ok");
    EXPECT_LE(reply_text(std::string(2000, '%')).size(), 960U);
}

TEST(TraceLines, let_nothing_of_a_stranger_end_a_line) {
    const Trace trace{"a\r\nX: y@b",
                      "he\r\nlo(",
                      "2001:db8::1",
                      "",
                      "host.example",
                      "4Z\n1",
                      Instant(std::chrono::seconds(0))};
    EXPECT_EQ(return_path_line(trace), "Return-Path: <a??X: y@b>");
    EXPECT_EQ(
        received_line(trace),
        "Received: from he??lo? ([IPv6:2001:db8::1])\r\n\tby host.example (Vorrang) with ESMTP "
        "id 4Z?1;\r\n\tThu, 1 Jan 1970 00:00:00 +0000");
}

TEST(TraceLines, name_localhost_for_a_local_program) {
    const Trace trace{"", "", "", "", "host.example", "4Z1", Instant(std::chrono::seconds(0))};
    EXPECT_EQ(return_path_line(trace), "Return-Path: <>");
    EXPECT_EQ(received_line(trace).substr(0, 37), "Received: from localhost by host.exam");
}

} // namespace
} // namespace vorrang::milter
