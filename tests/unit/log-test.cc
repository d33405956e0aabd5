#include "core/log.hh"
#include "tests/support/property.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace vorrang;
using testing::EndsWith;
using testing::HasSubstr;

namespace {

std::string read_file(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST(Log, LineIsTheEventAndItsFields) {
    EXPECT_EQ(log::format_line("intake.stored",
                               {{"ticket", 4815},
                                {"queue_id", "4XyZ12ab"},
                                {"subject", "Outage reported"},
                                {"vip", true},
                                {"empty", ""}}),
              "intake.stored ticket=4815 queue_id=4XyZ12ab subject=\"Outage reported\" vip=yes "
              "empty=\"\"");
}

TEST(Log, OutsideTextsCannotEndTheLineOrActOnTheTerminal) {
    const std::pair<std::string, std::string> cases[] = {
        {"a\r\nintake.stored ticket=1", R"("a\r\nintake.stored ticket=1")"},
        {"\x1b[2J", R"(\x1b[2J)"},
        {"\xe2\x80\xa8", R"(\u{2028})"},
        {"\xe2\x80\xae", R"(\u{202e})"},
        {"\xc2\x9b"
         "31m",
         R"(\u{009b}31m)"},
        {std::string("a\0b", 3), R"(a\x00b)"},
        {"\xff\xc0\x80", R"(\xff\xc0\x80)"},
        {"\xed\xa0\x80", R"(\xed\xa0\x80)"},
        {"say \"hi\"", R"("say \"hi\"")"},
        {"C:\\x", R"("C:\\x")"},
        {"Müller", "Müller"},
        {"a=b", "\"a=b\""}};
    for (const auto& [outside, expected] : cases) {
        EXPECT_EQ(log::escape_value(outside), expected);
    }
}

TEST(Log, LongValuesAreCut) {
    const auto shown = log::escape_value(std::string(5000, 'x'));
    EXPECT_EQ(shown, std::string(log::kValueLimit, 'x') + "…");
    EXPECT_EQ(log::escape_value(std::string(log::kValueLimit, 'x')),
              std::string(log::kValueLimit, 'x'));
}

TEST(Log, NoBytesWhateverMakeAControlCharacterOrASecondLine) {
    vorrang::test::check_property([](const std::string& outside) {
        for (const auto& shown : {log::escape_value(outside), log::printable(outside)}) {
            RC_ASSERT(std::none_of(
                shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
            RC_ASSERT(shown.find("\xe2\x80\xa8") == std::string::npos);
            RC_ASSERT(shown.find("\xc2\x9b") == std::string::npos);
        }
        RC_ASSERT(log::escape_value(outside).size() <= log::kValueLimit + 32);
    });
}

TEST(Log, GoesToAFileAndFollowsItsRotation) {
    char folder[] = "/tmp/vorrang-log-test-XXXXXX";
    ASSERT_NE(::mkdtemp(folder), nullptr);
    const std::string path = std::string(folder) + "/log";
    ASSERT_TRUE(log::open({"vorrangd", path, log::Level::info}));

    log::info("worker.started", {{"roles", 3}});
    log::debug("worker.idle");
    ASSERT_EQ(::rename(path.c_str(), (path + ".1").c_str()), 0);
    ASSERT_TRUE(log::reopen());
    log::warning("worker.slow");

    EXPECT_THAT(read_file(path + ".1"), EndsWith("]: info: worker.started roles=3\n"));
    EXPECT_THAT(read_file(path + ".1"), HasSubstr(" vorrangd["));
    EXPECT_THAT(read_file(path), EndsWith("]: warning: worker.slow\n"));
    ASSERT_TRUE(log::open({"test", "stderr", log::Level::info}));
    ::unlink(path.c_str());
    ::unlink((path + ".1").c_str());
    ::rmdir(folder);
}

TEST(Log, AFileThatCannotBeOpenedIsAnError) {
    const auto opened = log::open({"vorrangd", "/nonexistent/log", log::Level::info});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().text,
              "cannot open the log /nonexistent/log: No such file or directory");
}
