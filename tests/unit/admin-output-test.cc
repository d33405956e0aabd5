#include "daemon/admin/output.hh"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

using namespace vorrang::admin;
namespace json = boost::json;

TEST(AdminOutput, JsonIsReadableAndReadsBackAsTheSame) {
    const auto value = json::parse(
        R"([{"key":"heyer","domains":["a","b"],"none":[],"m":[{"id":1},{}],"s":"q\"\u001b"}])");
    const auto text = json_text(value);
    EXPECT_EQ(json::parse(text), value);
    EXPECT_EQ(text,
              "[\n"
              "  {\n"
              "    \"key\": \"heyer\",\n"
              "    \"domains\": [\"a\", \"b\"],\n"
              "    \"none\": [],\n"
              "    \"m\": [\n"
              "      {\n"
              "        \"id\": 1\n"
              "      },\n"
              "      {}\n"
              "    ],\n"
              "    \"s\": \"q\\\"\\u001b\"\n"
              "  }\n"
              "]\n");
    EXPECT_EQ(json_text(json::array{}), "[]\n");
}

TEST(AdminOutput, TablesAreAlignedByCharactersNotBytes) {
    const auto rows = json::parse(R"([{"key":"a","name":"Brandt & Söhne","class":"C"},
                                      {"key":"heyer","name":"H","class":"A"}])");
    constexpr std::string_view columns[] = {"key", "name", "class"};
    EXPECT_EQ(table_text(rows.as_array(), columns, nullptr),
              "KEY    NAME            CLASS\n"
              "a      Brandt & Söhne  C\n"
              "heyer  H               A\n");
    EXPECT_EQ(table_text({}, columns, nullptr), "KEY  NAME  CLASS\n");
}

TEST(AdminOutput, ShowGivesTheTablesFieldsFirstAndListsBelow) {
    const auto value = json::parse(
        R"({"resolution":28800,"response":7200,"key":"gold","events":[{"at":"x","kind":"created"}]})");
    EXPECT_EQ(block_text(value, *find_noun("sla")),
              "key:         gold\n"
              "response:    2h\n"
              "resolution:  8h\n"
              "\nEVENTS\n"
              "AT  KIND\n"
              "x   created\n");
}
