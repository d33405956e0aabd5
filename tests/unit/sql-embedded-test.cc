#include "sql/embedded.hh"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

using namespace vorrang;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(std::string(VORRANG_SOURCE_DIR "/sql/") + path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST(SqlEmbedded, IsTheFilesByteForByte) {
    ASSERT_FALSE(sql::migrations().empty());
    for (const auto& file : sql::migrations()) {
        EXPECT_TRUE(file.text == file_text("migrations/" + std::string(file.name) + ".sql"))
            << file.name;
    }
    for (const auto& file : sql::functions()) {
        EXPECT_TRUE(file.text == file_text("functions/" + std::string(file.name) + ".sql"))
            << file.name;
    }
    EXPECT_EQ(sql::grants().text, file_text("grants.sql"));
}

TEST(SqlEmbedded, MigrationsAreNumberedWithoutGap) {
    int number = 0;
    for (const auto& file : sql::migrations()) {
        EXPECT_EQ(std::stoi(std::string(file.name.substr(0, 4))), ++number) << file.name;
        EXPECT_EQ(file.name[4], '-');
    }
}
