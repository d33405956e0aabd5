#include "dovecot-plugin/vorrang-wire.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace vorrang::wire {

namespace {

TEST(Wire, EscapesWhatWouldBreakALine) {
    using std::string_literals::operator""s;
    EXPECT_EQ(escape("a\tb\r\nc\001d\0e"s), "a\001tb\001r\001nc\0011d\0010e");
    EXPECT_EQ(unescape("a\001tb\001r\001nc\0011d\0010e"), "a\tb\r\nc\001d\0e"s);
}

TEST(Wire, KeepsAnEscapeThatMeansNothing) {
    EXPECT_EQ(unescape("a\001xb"), "a\001xb");
    EXPECT_EQ(unescape("a\001"), "a\001");
}

TEST(Wire, AnyTextSurvivesALineOfFields) {
    test::check_property([](const std::vector<std::string>& arguments) {
        std::string text = line("VERB", arguments);
        RC_ASSERT(text.find('\n') == text.size() - 1);
        RC_ASSERT(text.find('\r') == std::string::npos);
        RC_ASSERT(text.find('\0') == std::string::npos);
        text.pop_back();
        const auto fields = split(text);
        RC_ASSERT(fields.size() == arguments.size() + 1);
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            RC_ASSERT(unescape(fields[i + 1]) == arguments[i]);
        }
    });
}

TEST(Wire, NumbersAreDecimalAndNothingElse) {
    EXPECT_EQ(number("0"), 0U);
    EXPECT_EQ(number("18446744073709551615"), UINT64_MAX);
    for (const char* const wrong :
         {"", "-1", "+1", " 1", "1 ", "0x1", "18446744073709551616", "a"}) {
        EXPECT_FALSE(number(wrong)) << wrong;
    }
}

TEST(Wire, UidsAreAnAscendingSet) {
    EXPECT_EQ(parse_uids("1:5,9"), (std::vector<UidRange>{{1, 5}, {9, 9}}));
    EXPECT_EQ(parse_uids(""), std::vector<UidRange>());
    for (const char* const wrong :
         {"0", "5:1", "1,1", "3,2", "1:3,3", "1,", ",1", "*", "1:*", "4294967296"}) {
        EXPECT_FALSE(parse_uids(wrong)) << wrong;
    }
}

TEST(Wire, AnySetOfUidsComesBackAsItWas) {
    test::check_property([](std::set<std::uint32_t> set) {
        set.erase(0);
        const std::vector<std::uint32_t> uids(set.begin(), set.end());
        const auto parsed = parse_uids(format_uids(uids));
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(expand(*parsed) == uids);
    });
}

TEST(Wire, NeighbouringUidsBecomeARange) {
    EXPECT_EQ(format_uids(std::vector<std::uint32_t>{1, 2, 3, 5, 7, 8}), "1:3,5,7:8");
}

TEST(Wire, AMadRangeDoesNotFillTheMemory) {
    EXPECT_LE(expand(std::vector<UidRange>{{1, UINT32_MAX}}).size(), std::size_t{1} << 20);
}

} // namespace

} // namespace vorrang::wire
