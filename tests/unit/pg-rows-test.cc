#include "core/pg/rows.hh"
#include "core/pg/sqlstate.hh"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

using namespace vorrang;
using pg::Rows;

namespace {

struct Cell {
    std::string value;
    int format = 0;
    Oid type = 25;
};

/// One row as libpq would hand it over.
Rows row_of(std::vector<Cell> cells) {
    PGresult* const result = PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK);
    std::vector<PGresAttDesc> columns;
    std::string name = "a";
    for (const auto& cell : cells) {
        columns.push_back({name.data(), 0, 0, cell.format, cell.type, -1, -1});
    }
    PQsetResultAttrs(result, static_cast<int>(columns.size()), columns.data());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        PQsetvalue(result,
                   0,
                   static_cast<int>(i),
                   cells[i].value == "(null)" ? nullptr : cells[i].value.data(),
                   cells[i].value == "(null)" ? -1 : static_cast<int>(cells[i].value.size()));
    }
    return Rows(result);
}

} // namespace

TEST(PgRows, ReadTextFormat) {
    const auto rows = row_of({{"-4815"}, {"t"}, {"\\x00ff41"}, {R"({"a":1})"}, {"(null)"}, {"f"}});
    EXPECT_EQ(rows.size(), 1);
    EXPECT_EQ(rows.integer(0, 0), -4815);
    EXPECT_TRUE(rows.boolean(0, 1));
    EXPECT_EQ(rows.bytes(0, 2),
              std::string("\0\xff"
                          "A",
                          3));
    EXPECT_EQ(rows.json(0, 3).at("a").as_int64(), 1);
    EXPECT_TRUE(rows.null(0, 4));
    EXPECT_EQ(rows.opt_text(0, 4), std::nullopt);
    EXPECT_FALSE(rows.boolean(0, 5));
}

TEST(PgRows, ReadBinaryFormat) {
    const auto rows = row_of({{std::string("\xff\xff\xff\xfe", 4), 1, 23},
                              {std::string("\0\0\0\0\0\0\x12\xcf", 8), 1, 20},
                              {std::string("\0\xff", 2), 1, 17},
                              {std::string("\1{\"a\":1}"), 1, 3802},
                              {std::string("\0\0\0\0\0\x0f\x42\x40", 8), 1, 1184},
                              {std::string("\1"), 1, 16}});
    EXPECT_EQ(rows.integer(0, 0), -2);
    EXPECT_EQ(rows.integer(0, 1), 4815);
    EXPECT_EQ(rows.bytes(0, 2), std::string("\0\xff", 2));
    EXPECT_EQ(rows.text(0, 3), R"({"a":1})");
    using namespace std::chrono;
    EXPECT_EQ(rows.instant(0, 4), Instant{sys_days{2000y / 1 / 1}} + 1s);
    EXPECT_TRUE(rows.boolean(0, 5));
}

TEST(PgRows, ReadingWhatIsNotThereIsADefect) {
    const auto rows = row_of({{"x"}, {"(null)"}});
    EXPECT_THROW((void)rows.integer(0, 0), std::logic_error);
    EXPECT_THROW((void)rows.instant(0, 0), std::logic_error);
    EXPECT_THROW((void)rows.bytes(0, 0), std::logic_error);
    EXPECT_THROW((void)rows.json(0, 0), std::logic_error);
    EXPECT_THROW((void)rows.text(0, 1), std::logic_error);
    EXPECT_THROW((void)rows.text(1, 0), std::logic_error);
    EXPECT_THROW((void)rows.text(0, 2), std::logic_error);
    EXPECT_THROW((void)rows.column("b"), std::logic_error);
    EXPECT_EQ(rows.column("a"), 0);
}

TEST(PgSqlstate, DecidesWhatKindOfFailureItIs) {
    const std::pair<const char*, ErrorCode> cases[] = {{"VR001", ErrorCode::no_such},
                                                       {"VR002", ErrorCode::refused},
                                                       {"VR003", ErrorCode::data},
                                                       {"VR004", ErrorCode::usage},
                                                       {"VR005", ErrorCode::conflict},
                                                       {"40001", ErrorCode::conflict},
                                                       {"40P01", ErrorCode::conflict},
                                                       {"08006", ErrorCode::unavailable},
                                                       {"53100", ErrorCode::unavailable},
                                                       {"53300", ErrorCode::unavailable},
                                                       {"57014", ErrorCode::unavailable},
                                                       {"57P01", ErrorCode::unavailable},
                                                       {"25006", ErrorCode::unavailable},
                                                       {"42883", ErrorCode::internal},
                                                       {"23505", ErrorCode::internal},
                                                       {"", ErrorCode::internal}};
    for (const auto& [state, code] : cases) {
        EXPECT_EQ(pg::code_of(state), code) << state;
    }
}

TEST(PgSqlstate, OnlyWhatEndsTheSessionBreaksTheConnection) {
    EXPECT_TRUE(pg::ends_session("57P01"));
    EXPECT_TRUE(pg::ends_session("25006"));
    EXPECT_FALSE(pg::ends_session("57014"));
    EXPECT_FALSE(pg::ends_session("VR002"));
}

TEST(PgSqlstate, AResultOfLibpqItselfMeansThatTheDatabaseWentAway) {
    const Rows broken(PQmakeEmptyPGresult(nullptr, PGRES_FATAL_ERROR));
    EXPECT_EQ(pg::to_error(broken.raw()).code, ErrorCode::unavailable);
}
