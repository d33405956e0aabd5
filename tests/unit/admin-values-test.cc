#include "daemon/admin/values.hh"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace vorrang;
using namespace vorrang::admin;
namespace json = boost::json;

namespace {

std::string json_of(ValueType type, std::vector<std::string> given, bool repeatable = false) {
    const OptionSpec option{"opt", "field", type, repeatable, "X", "help", "A B C -"};
    const auto value = option_json(option, given);
    return value ? json::serialize(*value) : "error";
}

} // namespace

TEST(AdminValues, BecomeWhatTheDatabaseTakes) {
    EXPECT_EQ(json_of(ValueType::text, {"Heyer Plan AG"}), R"("Heyer Plan AG")");
    EXPECT_EQ(json_of(ValueType::duration, {"3h48m"}), "13680");
    EXPECT_EQ(json_of(ValueType::percent, {"20%"}), "20");
    EXPECT_EQ(json_of(ValueType::number, {"2"}), "2");
    EXPECT_EQ(json_of(ValueType::choice, {"-"}), R"("-")");
    EXPECT_EQ(json_of(ValueType::date, {"2026-12-25"}), R"("2026-12-25")");
    EXPECT_EQ(json_of(ValueType::date, {""}), R"("")");
    EXPECT_EQ(json_of(ValueType::text, {"a", "b"}, true), R"(["a","b"])");
    EXPECT_EQ(json_of(ValueType::text, {""}, true), "[]");
    EXPECT_EQ(json_of(ValueType::zone, {"Europe/Berlin"}), R"("Europe/Berlin")");
}

TEST(AdminValues, ThatCannotBeRightAreRefused) {
    EXPECT_EQ(json_of(ValueType::duration, {"15"}), "error");
    EXPECT_EQ(json_of(ValueType::duration, {"15ms"}), "error");
    EXPECT_EQ(json_of(ValueType::percent, {"20"}), "error");
    EXPECT_EQ(json_of(ValueType::percent, {"101%"}), "error");
    EXPECT_EQ(json_of(ValueType::percent, {"%"}), "error");
    EXPECT_EQ(json_of(ValueType::number, {"-1"}), "error");
    EXPECT_EQ(json_of(ValueType::choice, {"D"}), "error");
    EXPECT_EQ(json_of(ValueType::choice, {""}), "error");
    EXPECT_EQ(json_of(ValueType::choice, {"A B"}), "error");
    EXPECT_EQ(json_of(ValueType::date, {"2026-02-30"}), "error");
    EXPECT_EQ(json_of(ValueType::zone, {"Mars/Olympus"}), "error");
    EXPECT_EQ(json_of(ValueType::address, {"support"}), "error");
    EXPECT_EQ(json_of(ValueType::text, {"a", "b"}), "error");
}

TEST(AdminValues, AreShownToPeopleInTheirUnits) {
    const OptionSpec duration{"response", "response", ValueType::duration, false, "TIME", ""};
    const OptionSpec percent{"red", "red", ValueType::percent, false, "PERCENT", ""};
    EXPECT_EQ(shown(json::value(13680), &duration), "3h48m");
    EXPECT_EQ(shown(json::value(20), &percent), "20%");
    EXPECT_EQ(shown(json::value(nullptr), nullptr), "-");
    EXPECT_EQ(shown(json::value(true), nullptr), "yes");
    EXPECT_EQ(shown(json::parse(R"(["a","b"])"), nullptr), "a, b");
    EXPECT_EQ(shown(json::value("2026-11-25T02:42:16.000000Z"), nullptr), "2026-11-25 02:42:16Z");
    EXPECT_EQ(shown(json::value("2026-11-25T02:42:16+00:00"), nullptr),
              "2026-11-25 02:42:16+00:00");
}

TEST(AdminValues, OfStrangersCannotActOnTheTerminal) {
    EXPECT_EQ(shown(json::value("a\x1b[2Jb\n"), nullptr), R"(a\x1b[2Jb\n)");
}
