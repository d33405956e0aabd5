#include "core/mail/agent-lines.hh"
#include "core/mail/time-spent.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

using namespace vorrang::mail;
using std::chrono::minutes;

namespace {

std::string refusal(std::string_view text) {
    const auto lines = parse_agent_lines(text);
    return lines ? "" : lines.error().text;
}

} // namespace

TEST(AgentLines, AreReadFromTheTop) {
    const auto lines =
        parse_agent_lines("#time 0:25 onsite\r\n\r\n#CLOSE\r\n\r\nHello\r\n#open\r\n");
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->lines.size(), 2u);
    EXPECT_EQ(lines->time, minutes(25));
    EXPECT_EQ(lines->time_comment, "onsite");
    EXPECT_TRUE(lines->has("close"));
    EXPECT_FALSE(lines->has("open"));
    EXPECT_EQ(lines->find("close")->number, 3u);
    EXPECT_EQ(lines->text, "Hello\r\n#open\r\n");
}

TEST(AgentLines, TextWithoutThemIsLeftAlone) {
    for (const char* text :
         {"", "\n\nHello", "Hello\n#close\n", "# heading\n", "#4815 is done\n", "#\n", "##x\n"}) {
        const auto lines = parse_agent_lines(text);
        ASSERT_TRUE(lines) << text;
        EXPECT_TRUE(lines->lines.empty());
        EXPECT_EQ(lines->text, text);
    }
}

TEST(AgentLines, UnknownWordsAreRefusedByLine) {
    EXPECT_EQ(
        refusal("#bill no\nHello"),
        "line 1: #bill says whether the time beside it is billed, and there is no #time; nothing "
        "was sent");
    EXPECT_EQ(refusal("#bill no\n#time 5m\nHello"), "");
    EXPECT_NE(refusal("#customer\nHello"), "");
    EXPECT_EQ(refusal("#tmie 0:25\nHello"), "line 1: #tmie is not known; nothing was sent");
    EXPECT_EQ(refusal("\n#close\n#include <x>\n"),
              "line 3: #include is not known; nothing was sent");
    EXPECT_EQ(refusal("#\xC3\xBC%s\n"), "line 1: #???s is not known; nothing was sent");
}

TEST(AgentLines, BadArgumentsAreRefused) {
    EXPECT_NE(refusal("#time\n").find("line 1: #time needs a time"), std::string::npos);
    EXPECT_NE(refusal("#time soon\n"), "");
    EXPECT_NE(refusal("#time 20h\n#time 5h\n"), "");
    EXPECT_NE(refusal("#cc\n"), "");
    EXPECT_EQ(refusal("#close\n#wait\n"),
              "line 2: #wait contradicts #close above it; nothing was sent");
    EXPECT_EQ(refusal("#close\n#close\n#note\n#cc"),
              "line 4: #cc needs an address, such as #cc name@firm.example; nothing was sent");
}

TEST(AgentLines, EveryWordSaysWhatItNeeds) {
    for (const char* text : {"#assign", "#prio", "#tag", "#merge", "#unmerge", "#for"}) {
        EXPECT_NE(refusal(text).find("needs"), std::string::npos) << text;
    }
    for (const char* text : {"#hold", "#watch", "#solution", "#internal", "#hold monday"}) {
        EXPECT_EQ(refusal(text), "") << text;
    }
}

TEST(AgentLines, TimesAddUp) {
    const auto lines = parse_agent_lines("#time 25m drive\n#time 1h\n  #note see here\n");
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->time, minutes(85));
    EXPECT_EQ(lines->time_comment, "drive");
    EXPECT_EQ(lines->find("note")->args, "see here");
    EXPECT_EQ(lines->text, "");
}

TEST(AgentLines, SpacesOfEditorsDoNotHideThem) {
    EXPECT_TRUE(parse_agent_lines("\xEF\xBB\xBF#close\n")->has("close"));
    EXPECT_TRUE(parse_agent_lines("\xC2\xA0\n#close\xC2\xA0now\n")->has("close"));
    EXPECT_EQ(parse_agent_lines("#tag vpn\xC2\xA0x\xC2\xA0 \n")->find("tag")->args, "vpn x");
}

TEST(AgentLines, ACorrectionStandsAlone) {
    const auto lines = parse_agent_lines("#correct 0:15 phone\n");
    ASSERT_TRUE(lines);
    EXPECT_TRUE(lines->has("correct"));
    EXPECT_EQ(lines->time, minutes(15));
    EXPECT_EQ(lines->time_comment, "phone");
    EXPECT_EQ(parse_agent_lines("#correct 0\n")->time, minutes(0));
    EXPECT_THAT(refusal("#time 1h\n#correct 0:15"), ::testing::HasSubstr("stands alone"));
    EXPECT_THAT(refusal("#correct 0:15\n#time 1h"), ::testing::HasSubstr("stands alone"));
    EXPECT_THAT(refusal("#time 0"), ::testing::HasSubstr("needs a time"));
}

TEST(AgentLines, ABeginningMakesItTheOnlyTime) {
    const auto lines = parse_agent_lines("#time 21:30-22:15 onsite\n");
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->time, minutes(45));
    EXPECT_EQ(lines->time_start, minutes(21 * 60 + 30));
    EXPECT_FALSE(parse_agent_lines("#time 45m\n")->time_start);
    EXPECT_THAT(refusal("#time 21:30-22:15\n#time 10m"), ::testing::HasSubstr("only one"));
    EXPECT_THAT(refusal("#time 10m\n#time 21:30-22:15"), ::testing::HasSubstr("only one"));
}

TEST(AgentLines, TimeSpentIsReadInEachForm) {
    const auto spent = [](const char* text) {
        const auto read = parse_time_spent(text);
        return read ? std::optional(read->minutes) : std::nullopt;
    };
    EXPECT_EQ(spent("0:25"), minutes(25));
    EXPECT_EQ(spent("1:05"), minutes(65));
    EXPECT_EQ(spent("25m"), minutes(25));
    EXPECT_EQ(spent("1H"), minutes(60));
    EXPECT_EQ(spent("1h30m"), minutes(90));
    EXPECT_EQ(spent("24:00"), minutes(1440));
    EXPECT_EQ(spent("1.5h"), minutes(90));
    EXPECT_EQ(spent("0,25h"), minutes(15));
    EXPECT_EQ(spent("0.33h"), minutes(20)); // 19.8: begun minutes count
    EXPECT_EQ(spent("23:30-00:15"), minutes(45));
    EXPECT_EQ(spent("8:00-24:00"), minutes(960));
    for (const char* bad :
         {"",  "1.5", "1.555h", "1.5h30m", ".5h",   "8:00-8:00", "24:00-25:00", "8-9", "8:00-",

          "0", "25",  "0:00",   "0m",      "1:5",   "1:60",      "25:00",       "-1h", "1h-5m",
          "h", "m",   "1:2:3",  "1d",      "24h1m", "99999m"}) {
        EXPECT_FALSE(parse_time_spent(bad)) << bad;
    }
}
