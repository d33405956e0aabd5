#include "core/mail/agent-lines.hh"

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

TEST(AgentLines, TimeSpentIsReadInEachForm) {
    EXPECT_EQ(parse_time_spent("0:25"), minutes(25));
    EXPECT_EQ(parse_time_spent("1:05"), minutes(65));
    EXPECT_EQ(parse_time_spent("25m"), minutes(25));
    EXPECT_EQ(parse_time_spent("1H"), minutes(60));
    EXPECT_EQ(parse_time_spent("1h30m"), minutes(90));
    EXPECT_EQ(parse_time_spent("24:00"), minutes(1440));
    for (const char* bad : {"",
                            "0",
                            "25",
                            "0:00",
                            "0m",
                            "1:5",
                            "1:60",
                            "25:00",
                            "-1h",
                            "1h-5m",
                            "h",
                            "m",
                            "1:2:3",
                            "1d",
                            "24h1m",
                            "99999m"}) {
        EXPECT_FALSE(parse_time_spent(bad)) << bad;
    }
}
