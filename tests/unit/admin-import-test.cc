#include "daemon/admin/import-cells.hh"
#include "daemon/admin/import-report.hh"
#include "daemon/admin/import-rows.hh"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace vorrang;
using namespace vorrang::admin;
using testing::ElementsAre;
using testing::HasSubstr;
using Cells = std::vector<std::string>;
namespace json = boost::json;

namespace {

std::string cell(CellType type, std::string_view text, ColumnUse use = ColumnUse::kept) {
    const auto value = cell_json({"column", type, use, "help", "A B C -"}, text);
    return value ? json::serialize(*value) : "error";
}

/// "line column" of each mistake.
Cells places(const std::vector<BadLine>& bad) {
    Cells out;
    for (const auto& one : bad) {
        EXPECT_FALSE(one.hint.empty()) << one.text;
        out.push_back(std::to_string(one.line) + " " + one.column);
    }
    return out;
}

Cells header_mistakes(const char* kind, const Cells& titles) {
    const auto maker = RowMaker::of_header(*find_import(kind), {1, titles, 0});
    return maker ? Cells{} : places(maker.error());
}

} // namespace

TEST(ImportCells, SSC01BecomeWhatTheDatabaseTakes) {
    EXPECT_EQ(cell(CellType::key, "K-10045"), R"("k-10045")");
    EXPECT_EQ(cell(CellType::keys, "heyer|nordit  heyer"), R"(["heyer","nordit"])");
    EXPECT_EQ(cell(CellType::domains, "Z.example a.example"), R"(["a.example","z.example"])");
    EXPECT_EQ(cell(CellType::serial, "sn-1a"), R"("SN-1A")");
    EXPECT_EQ(cell(CellType::name, "Müller"), R"("Müller")");
    EXPECT_EQ(cell(CellType::choice, "b"), R"("B")");
    EXPECT_EQ(cell(CellType::choice, "-"), R"("-")");
    EXPECT_EQ(cell(CellType::address, "Kunde@Heyer.example"), R"("kunde@heyer.example")");
    EXPECT_EQ(cell(CellType::flag, "Yes"), "true");
    EXPECT_EQ(cell(CellType::flag, "0"), "false");
    EXPECT_EQ(cell(CellType::date, "2026-12-25"), R"("2026-12-25")");
    EXPECT_EQ(cell(CellType::amount, "1250,5"), R"("1250.5")");
    EXPECT_EQ(cell(CellType::amount, "-7"), R"("-7")");
    EXPECT_EQ(cell(CellType::currency, "eur"), R"("EUR")");
    EXPECT_EQ(cell(CellType::text, "a\nb"), R"("a\nb")");
}

TEST(ImportCells, SSC01ThatCannotBeRightAreRefused) {
    EXPECT_EQ(cell(CellType::key, "no key"), "error");
    EXPECT_EQ(cell(CellType::key, "-x"), "error");
    EXPECT_EQ(cell(CellType::key, std::string(64, 'x')), "error");
    EXPECT_EQ(cell(CellType::domains, "a.example söhne.example"), "error");
    EXPECT_EQ(cell(CellType::domains, "localhost"), "error");
    EXPECT_EQ(cell(CellType::serial, std::string(121, 'x')), "error");
    EXPECT_EQ(cell(CellType::choice, "D"), "error");
    EXPECT_EQ(cell(CellType::choice, "A B"), "error");
    EXPECT_EQ(cell(CellType::address, "Ina <kunde@heyer.example>"), "error");
    EXPECT_EQ(cell(CellType::address, "a@b@c"), "error");
    EXPECT_EQ(cell(CellType::flag, "maybe"), "error");
    EXPECT_EQ(cell(CellType::date, "25.12.2026"), "error");
    EXPECT_EQ(cell(CellType::date, "2026-02-30"), "error");
    EXPECT_EQ(cell(CellType::amount, "1.250,00"), "error");
    EXPECT_EQ(cell(CellType::amount, "12."), "error");
    EXPECT_EQ(cell(CellType::amount, "EUR 5"), "error");
    EXPECT_EQ(cell(CellType::currency, "€"), "error");
    EXPECT_EQ(cell(CellType::line, "a\nb"), "error");
    EXPECT_EQ(cell(CellType::text, std::string_view("a\0b", 3)), "error");
}

TEST(ImportCells, SSC01ADashTakesAwayWhatIsOptionalAndNothingElse) {
    EXPECT_EQ(cell(CellType::date, "-", ColumnUse::optional), "null");
    EXPECT_EQ(cell(CellType::key, "-", ColumnUse::optional), "null");
    EXPECT_EQ(cell(CellType::line, "-", ColumnUse::optional), R"("")");
    EXPECT_EQ(cell(CellType::keys, "-", ColumnUse::optional), "[]");
    EXPECT_EQ(cell(CellType::date, "-", ColumnUse::needed), "error");
}

TEST(ImportRows, SSC01HeadersAreCheckedByName) {
    EXPECT_THAT(header_mistakes("customers", {"Key", " CLASS "}), testing::IsEmpty());
    EXPECT_THAT(header_mistakes("customers", {"name", "colour"}), ElementsAre("1 colour", "1 key"));
    EXPECT_THAT(header_mistakes("customers", {"key", "name", "Name"}), ElementsAre("1 name"));
    EXPECT_THAT(header_mistakes("assets", {"ident", "name"}), ElementsAre("1 vendor"));
    const auto unknown = RowMaker::of_header(*find_import("contacts"), {1, {"address", "vipp"}, 0});
    EXPECT_THAT(unknown.error().front().hint,
                HasSubstr("address, name, vip, phone, language, salutation, customers"));
}

TEST(ImportRows, SSC01EmptyCellsAreNotSent) {
    auto maker = RowMaker::of_header(*find_import("customers"), {1, {"class", "key", "name"}, 0});
    std::vector<BadLine> bad;
    const auto row = maker->row({2, {"", " heyer ", "Heyer"}, 0}, bad);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->name, "heyer");
    EXPECT_EQ(json::value(row->object),
              json::parse(R"({"line":2,"fields":{"key":"heyer","name":"Heyer"}})"));
}

TEST(ImportRows, SSC01EachMistakeOfALineIsNamed) {
    auto maker = RowMaker::of_header(*find_import("orders"), {1, {"kind", "number", "date"}, 0});
    std::vector<BadLine> bad;
    EXPECT_FALSE(maker->row({2, {"bill", "", "today"}, 0}, bad));
    EXPECT_FALSE(maker->row({3, {"order", "1"}, 0}, bad));
    EXPECT_FALSE(maker->row({4, {"order", "\xFC", ""}, 5}, bad));
    EXPECT_THAT(places(bad), ElementsAre("2 kind", "2 number", "2 date", "3 ", "5 "));
}

TEST(ImportRows, SSC01TheSameThingTwiceInAFileIsAMistake) {
    auto maker = RowMaker::of_header(*find_import("orders"), {1, {"kind", "number"}, 0});
    std::vector<BadLine> bad;
    EXPECT_TRUE(maker->row({2, {"order", "7"}, 0}, bad));
    EXPECT_TRUE(maker->row({3, {"offer", "7"}, 0}, bad));
    EXPECT_FALSE(maker->row({4, {"Order", "7"}, 0}, bad));
    EXPECT_THAT(bad.front().text, HasSubstr("stands in line 2 too"));
    auto customers = RowMaker::of_header(*find_import("customers"), {1, {"key", "domains"}, 0});
    EXPECT_TRUE(customers->row({2, {"a", "x.example"}, 0}, bad));
    EXPECT_FALSE(customers->row({3, {"b", "y.example X.example"}, 0}, bad));
    EXPECT_EQ(bad.back().column, "domains");
}

TEST(ImportReport, SSC01MistakesStandByLineAndTwentyAreShown) {
    std::vector<BadLine> bad;
    for (int line = 25; line > 1; --line) {
        bad.push_back({line, "class", "\"\x1b\" is wrong", "write A"});
    }
    const auto text = bad_lines_text("f.csv", bad);
    EXPECT_THAT(text,
                testing::StartsWith("f.csv:2: class: \"\\x1b\" is wrong; write A\nf.csv:3: "));
    EXPECT_THAT(text,
                testing::EndsWith("f.csv:21: class: \"\\x1b\" is wrong; write A\nand 4 more\n"));
}

TEST(ImportReport, SSC01ADryRunTellsEachChangeARealOneTheSums) {
    ImportReport report;
    report.file = "f.csv";
    report.dry_run = true;
    count_answer(report, json::parse(R"({"line":2,"outcome":"created"})").as_object(), "neu");
    count_answer(report, json::parse(R"({"line":3,"outcome":"unchanged"})").as_object(), "old");
    count_answer(
        report,
        json::parse(
            R"({"line":4,"outcome":"changed","fields":{"domains":[["a"],[]],"class":["B","A"]}})")
            .as_object(),
        "heyer");
    report.ranked = 2;
    const auto& spec = *find_import("customers");
    const std::string sums =
        "customers: 1 created, 1 changed, 1 unchanged; 2 open tickets ranked anew";
    EXPECT_EQ(report_text(report, spec),
              "created  neu\nchanged  heyer: class B -> A; domains a -> -\n" + sums +
                  " (dry run: nothing was written)\n");
    EXPECT_EQ(report_json(report, spec).at("rows").as_array().size(), 2u);
    report.dry_run = false;
    EXPECT_EQ(report_text(report, spec), sums + "\n");
}

TEST(ImportColumns, SSC01AllStandInTheManPage) {
    std::ifstream file(VORRANG_SOURCE_DIR "/daemon/admin/vorrang.1");
    std::ostringstream page;
    page << file.rdbuf();
    for (const auto& spec : imports()) {
        const auto from = page.str().find("\n.B " + std::string(spec.name) + "\n");
        ASSERT_NE(from, std::string::npos) << spec.name;
        const auto table = page.str().substr(from, page.str().find(".TE", from) - from);
        for (const auto& column : spec.columns) {
            EXPECT_THAT(table, HasSubstr("\n" + std::string(column.name) + "\t")) << spec.name;
        }
    }
}
