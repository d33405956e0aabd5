#include "daemon/admin/csv-reader.hh"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace vorrang::admin;
using Cells = std::vector<std::string>;

namespace {

/// All records of a text as "line|cell|cell", and at the end the error, if any, as "line! text".
std::vector<std::string> records(const std::string& text) {
    std::istringstream in(text);
    CsvReader reader(in);
    std::vector<std::string> out;
    while (true) {
        auto record = reader.next();
        if (!record) {
            out.push_back(std::to_string(record.error().line) + "! " + record.error().text);
            return out;
        }
        if (!*record) {
            return out;
        }
        auto& shown = out.emplace_back(std::to_string((*record)->line));
        for (const auto& cell : (*record)->cells) {
            shown += "|" + cell;
        }
        if ((*record)->not_utf8_line > 0) {
            shown += " not UTF-8: " + std::to_string((*record)->not_utf8_line);
        }
    }
}

} // namespace

TEST(CsvReader, SSC01TakesSeparatorsLineEndsAndMarksOfAllPrograms) {
    const Cells wanted{"1|key|name", "2|a|B"};
    EXPECT_EQ(records("key,name\na,B\n"), wanted);
    EXPECT_EQ(records("key;name\r\na;B\r\n"), wanted);
    EXPECT_EQ(records("\xEF\xBB\xBFkey;name\na;B"), wanted);
    EXPECT_EQ(records("\"key\";\"name\"\n\"a\";\"B\"\n"), wanted);
}

TEST(CsvReader, SSC01TheHeaderSaysWhichSeparatorIsMeant) {
    EXPECT_EQ(records("key;name\na;B, C\n"), (Cells{"1|key|name", "2|a|B, C"}));
    EXPECT_EQ(records("key,name\na,B; C\n"), (Cells{"1|key|name", "2|a|B; C"}));
    EXPECT_EQ(records("\"a,b,c\";name\nx;y\n"), (Cells{"1|a,b,c|name", "2|x|y"}));
}

TEST(CsvReader, SSC01QuotedCellsHaveQuotesSeparatorsAndLines) {
    EXPECT_EQ(records("key,name\na,\"B \"\"C\"\", D\r\nE\"\nb,F\n"),
              (Cells{"1|key|name", "2|a|B \"C\", D\r\nE", "4|b|F"}));
    EXPECT_EQ(records("k,n\na,\"x\n\n\ny\"\nb,\n"), (Cells{"1|k|n", "2|a|x\n\n\ny", "6|b|"}));
}

TEST(CsvReader, SSC01LinesAreThoseOfTheFile) {
    EXPECT_EQ(records("\n\nk,n\n\r\n  \na,b\n\nc,d"), (Cells{"3|k|n", "6|a|b", "8|c|d"}));
    EXPECT_EQ(records(""), Cells{});
    EXPECT_EQ(records("\n \n"), Cells{});
}

TEST(CsvReader, SSC01TellsTheLineThatIsNotUtf8AndGoesOn) {
    EXPECT_EQ(records("k,n\na,S\xF6hne\nb,\"x\n\xFCy\"\nc,ö\n"),
              (Cells{"1|k|n", "2|a|S\xF6hne not UTF-8: 2", "3|b|x\n\xFCy not UTF-8: 4", "5|c|ö"}));
}

TEST(CsvReader, SSC01QuotesThatDoNotMatchEndTheReading) {
    EXPECT_EQ(records("k,n\na,B \"C\" D\n"),
              (Cells{"1|k|n", "2! a quote stands inside of a cell"}));
    EXPECT_EQ(records("k,n\na,\"B\nb,C\nc,D\n"),
              (Cells{"1|k|n", "2! a quote that opens in this record is never closed"}));
    EXPECT_EQ(records("k,n\ra,b\rc,d"), (Cells{"1! a carriage return stands inside of the line"}));
}

TEST(CsvReader, SSC01ARecordWithoutEndTakesNoMoreMemoryThanItMay) {
    const auto found = records("k,n\na,\"" + std::string(2U << 20U, 'x'));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found.back(), "2! the record is longer than 1 MiB");
}
