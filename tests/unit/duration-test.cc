#include "core/duration.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

using std::chrono::milliseconds;
using vorrang::format_duration;
using vorrang::parse_duration;

TEST(Duration, IsReadWithItsUnits) {
    const std::pair<const char*, long> cases[] = {{"250ms", 250},
                                                  {"0s", 0},
                                                  {"60s", 60'000},
                                                  {"42m", 2'520'000},
                                                  {"3h48m", 13'680'000},
                                                  {"14d", 1'209'600'000},
                                                  {"1d2h3m4s5ms", 93'784'005}};
    for (const auto& [text, expected] : cases) {
        const auto parsed = parse_duration(text);
        ASSERT_TRUE(parsed) << text << ": " << parsed.error().text;
        EXPECT_EQ(parsed->count(), expected) << text;
    }
}

TEST(Duration, WithoutUnitOrInAnotherFormIsRefused) {
    for (const char* text : {"",
                             "15",
                             "0",
                             "m",
                             "-5m",
                             "5 m",
                             "5min",
                             "1.5h",
                             "30m1h",
                             "5m5m",
                             " 5m",
                             "5m ",
                             "99999999999999999999d",
                             "36526d",
                             "9223372036854775807ms"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

TEST(Duration, IsWrittenInTheShortestForm) {
    EXPECT_EQ(format_duration(milliseconds{13'680'000}), "3h48m");
    EXPECT_EQ(format_duration(milliseconds{172'800'000}), "2d");
    EXPECT_EQ(format_duration(milliseconds{0}), "0s");
    EXPECT_EQ(format_duration(milliseconds{-5}), "0s");
}

TEST(Duration, WhatIsWrittenIsReadBack) {
    vorrang::test::check_property([] {
        const milliseconds value{*rc::gen::inRange<long>(0, 36'525L * 86'400'000)};
        const auto back = parse_duration(format_duration(value));
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == value);
    });
}
