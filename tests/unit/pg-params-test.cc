#include "core/pg/params.hh"
#include "core/pg/rows.hh"
#include "tests/support/property.hh"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

using namespace vorrang;
using pg::Params;

TEST(PgParams, GoInTextFormatButForBytes) {
    const std::array<std::string, 3> list{"a", "b\"c\\", "NULL"};
    const auto params = Params{}
                            .text("heyer")
                            .integer(-4815)
                            .boolean(true)
                            .null()
                            .bytes(std::string_view("\0\xff", 2))
                            .text_array(list)
                            .json(boost::json::parse(R"({"a":[1]})"))
                            .opt_text(std::nullopt)
                            .opt_integer(7);
    const auto arrays = params.arrays();
    ASSERT_EQ(params.size(), 9);
    EXPECT_STREQ(arrays.values[0], "heyer");
    EXPECT_STREQ(arrays.values[1], "-4815");
    EXPECT_STREQ(arrays.values[2], "t");
    EXPECT_EQ(arrays.values[3], nullptr);
    EXPECT_EQ(std::string(arrays.values[4], 2), std::string("\0\xff", 2));
    EXPECT_EQ(arrays.lengths[4], 2);
    EXPECT_EQ(arrays.formats, (std::vector<int>{0, 0, 0, 0, 1, 0, 0, 0, 0}));
    EXPECT_STREQ(arrays.values[5], R"({"a","b\"c\\","NULL"})");
    EXPECT_STREQ(arrays.values[6], R"({"a":[1]})");
    EXPECT_EQ(arrays.values[7], nullptr);
    EXPECT_STREQ(arrays.values[8], "7");
    EXPECT_FALSE(params.has_nul());
}

TEST(PgParams, ATextWithNulIsNoticed) {
    EXPECT_TRUE(Params{}.text(std::string_view("a\0b", 3)).has_nul());
    EXPECT_FALSE(Params{}.bytes(std::string_view("a\0b", 3)).has_nul());
}

TEST(PgParams, AnEmptyArrayIsAnEmptyArray) {
    EXPECT_STREQ(Params{}.text_array({}).arrays().values[0], "{}");
}

TEST(PgInstant, IsReadInEveryFormPostgresWritesIt) {
    using namespace std::chrono;
    const Instant noon = sys_days{2026y / 11 / 25} + 12h;
    EXPECT_EQ(pg::parse_instant("2026-11-25 12:00:00+00"), noon);
    EXPECT_EQ(pg::parse_instant("2026-11-25 13:00:00+01"), noon);
    EXPECT_EQ(pg::parse_instant("2026-11-25 08:30:00-03:30"), noon);
    EXPECT_EQ(pg::parse_instant("2026-11-25T12:00:00.25Z"), noon + 250ms);
    EXPECT_EQ(pg::parse_instant("2026-11-25 12:00:00.000001+00"), noon + 1us);
    EXPECT_EQ(pg::parse_instant("infinity"), Instant::max());
    EXPECT_EQ(pg::parse_instant("-infinity"), Instant::min());
    for (const char* text : {"",
                             "2026-11-25",
                             "2026-11-25 12:00:00",
                             "2026-02-30 12:00:00+00",
                             "2026-11-25 25:00:00+00",
                             "2026-11-25 12:00:00+00x",
                             "2026-11-25 12:00:00+",
                             "now"}) {
        EXPECT_FALSE(pg::parse_instant(text)) << text;
    }
}

TEST(PgInstant, WhatIsWrittenIsReadBack) {
    vorrang::test::check_property([] {
        // the years 0001 to 9999
        const Instant instant{std::chrono::microseconds{
            *rc::gen::inRange<std::int64_t>(-62135596800000000, 253402300799999999)}};
        RC_ASSERT(pg::parse_instant(pg::format_instant(instant)) == std::optional{instant});
    });
}
