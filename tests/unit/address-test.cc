#include "core/mail/address.hh"
#include "tests/support/cpu-clock.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using vorrang::mail::Mailbox;
using vorrang::mail::parse_address_list;
using vorrang::mail::parse_path;
using vorrang::mail::split_detail;

namespace {

std::string keys(std::string_view value) {
    std::string out;
    for (const Mailbox& mailbox : parse_address_list(value).mailboxes) {
        out += "[" + mailbox.display + "|" + mailbox.key() + "]";
    }
    return out;
}

} // namespace

TEST(Address, ListsAreReadAsPeopleAndMachinesWriteThem) {
    EXPECT_EQ(keys(" \"Berg, Anna\" <Anna@Staff.Example>, b@c.example (Bernd)"),
              "[Berg, Anna|anna@staff.example][Bernd|b@c.example]");
    EXPECT_EQ(keys(" =?utf-8?Q?J=C3=BCrgen?= <j@x.example>"), "[Jürgen|j@x.example]");
    EXPECT_EQ(keys(" J\xFCrgen <j@x.example>"), "[Jürgen|j@x.example]");
    EXPECT_EQ(keys(" Team: a@x.example, B <b@x.example>;, c@x.example"),
              "[|a@x.example][B|b@x.example][|c@x.example]");
    EXPECT_EQ(keys(" undisclosed-recipients:;"), "");
    EXPECT_EQ(keys(""), "");
    EXPECT_EQ(keys(" a@[192.0.2.1](open, b@x.example"), "[open, b@x.example|a@[192.0.2.1]]");
    EXPECT_EQ(keys(" a@x.example,\r\n\tb@x.example"), "[|a@x.example][|b@x.example]");
}

TEST(Address, DisplayNamesCannotCarryControlCharacters) {
    EXPECT_EQ(keys(" =?utf-8?Q?a=0D=0ABcc=3A_x=00y?= <j@x.example>"), "[a Bcc: x?y|j@x.example]");
}

TEST(Address, DomainsCompareAsLowerCaseALabels) {
    EXPECT_EQ(vorrang::mail::normal_domain("MÜLLER.Example."), "xn--mller-kva.example");
    EXPECT_EQ(vorrang::mail::normal_domain("XN--MLLER-KVA.example"), "xn--mller-kva.example");
    EXPECT_EQ(vorrang::mail::normal_domain(std::string("x.example.\0", 11)), "x.example");
    EXPECT_FALSE(parse_path(std::string("a@.\0", 4)));
    EXPECT_EQ(keys(" a@b\xC3\xBC.example"), "[|a@xn--b-eha.example]");
}

TEST(Address, PathsAreReadAsSmtpGivesThem) {
    EXPECT_EQ(parse_path("<A.B+c@X.Example>")->address(), "A.B+c@x.example");
    EXPECT_EQ(parse_path("a@b.example")->key(), "a@b.example");
    EXPECT_EQ(parse_path("<@r1,@r2:a@b.example>")->key(), "a@b.example");
    EXPECT_EQ(parse_path("<\"a b\"@c.example>")->local, "a b");
    EXPECT_EQ(parse_path("<\"a b\"@c.example>")->address(), "\"a b\"@c.example");
    EXPECT_EQ(parse_path("<\"a@b\"@c.example> SIZE=1")->domain, "c.example");
    for (const char* bad : {"", "<>", "<a>", "@", "a@", "@b", "<@x:>"}) {
        EXPECT_FALSE(parse_path(bad)) << bad;
    }
}

TEST(Address, DetailIsWhatFollowsTheFirstDelimiter) {
    EXPECT_EQ(split_detail("support+4815.abc").base, "support");
    EXPECT_EQ(split_detail("support+4815.abc").detail, "4815.abc");
    EXPECT_EQ(split_detail("new+user=domain+x").detail, "user=domain+x");
    EXPECT_FALSE(split_detail("support").detail);
    EXPECT_EQ(split_detail("+x").base, "+x");
    EXPECT_EQ(split_detail("a+").detail, "");
}

TEST(Address, HostileListsCostLittleAndAreCut) {
    using Clock = vorrang::test::CpuClock;
    for (const char* piece : {"a:",
                              "(",
                              "<",
                              "\"",
                              ",",
                              "a@b.example,",
                              "=?utf-8?q?a?= ",
                              ";",
                              "a ",
                              "[",
                              "\\",
                              "<a@b>",
                              "a:a@b;",
                              "\xff",
                              "=?",
                              "@",
                              "(((a"}) {
        std::string value;
        while (value.size() < 250000) {
            value += piece;
        }
        const auto start = Clock::now();
        const auto list = parse_address_list(value);
        EXPECT_LT(Clock::now() - start, std::chrono::milliseconds(500)) << piece;
        EXPECT_TRUE(list.over_cap) << piece;
        EXPECT_LE(list.mailboxes.size(), vorrang::mail::address_limit);
    }
    EXPECT_FALSE(parse_address_list(" a@b.example").over_cap);
}
