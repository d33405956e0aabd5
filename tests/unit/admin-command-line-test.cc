#include "daemon/admin/check.hh"
#include "daemon/admin/command-line.hh"
#include "daemon/admin/nouns.hh"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace vorrang;
using namespace vorrang::admin;
using testing::HasSubstr;
using Words = std::vector<std::string>;

namespace {

std::string man_page() {
    std::ifstream file(VORRANG_SOURCE_DIR "/daemon/admin/vorrang.1");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST(CommandLine, KnowsTheFormsOfTheManual) {
    const Words forms[] = {
        {"customer",
         "set",
         "heyer",
         "--name",
         "Heyer Plan AG",
         "--class",
         "A",
         "--domain",
         "x.example"},
        {"customer", "set", "x", "--class", "-"},
        {"customer", "set", "x", "--class=B", "--domain", "a", "--domain", "b"},
        {"contact",
         "set",
         "kunde@heyer.example",
         "--customer",
         "heyer",
         "--name",
         "Ina Heyer",
         "--vip"},
        {"contact", "set", "kunde@heyer.example", "--no-vip"},
        {"contact", "set", "kunde@heyer.example", "--salutation", "Sehr geehrte Frau Heyer"},
        {"contract", "set", "heyer-plant", "--site", "Plant"},
        {"contract", "set", "heyer-pump", "--assets-only"},
        {"pattern", "set", "acme", "--kind", "serial", "--pattern", "SN-###-##", "--check", "luhn"},
        {"pattern", "try", "mail.eml"},
        {"pattern", "try", "--text", "SN-100-07"},
        {"pattern", "remove", "acme"},
        {"export", "--mbox", "out", "--channel", "support"},
        {"ticket", "set", "4815", "--customer", "heyer"},
        {"template", "check"},
        {"template", "check", "/etc/vorrang/templates"},
        {"template", "show", "closing", "--channel", "support", "--language", "de"},
        {"template", "show", "use/greeting"},
        {"calendar", "set", "office", "--zone", "Europe/Berlin", "--open", "Mon-Fri 09:00-12:00"},
        {"calendar", "set", "office", "--holiday", "2026-12-25"},
        {"sla", "set", "gold", "--response", "2h", "--resolution", "8h"},
        {"contract",
         "set",
         "h",
         "--customer",
         "heyer",
         "--sla",
         "gold",
         "--calendar",
         "office",
         "--level",
         "gold",
         "--from",
         "2026-01-01"},
        {"channel", "set",        "support", "--address", "support@desk.example",
         "--name",  "Support",    "--order", "value",     "--sla",
         "default", "--calendar", "always",  "--zone",    "Europe/Berlin",
         "--amber", "50%",        "--red",   "20%",       "--reopen",
         "14d",     "--undo",     "0s"},
        {"agent",
         "set",
         "anna",
         "--login",
         "a@b",
         "--name",
         "Anna",
         "--member",
         "support",
         "--member",
         "sales:read"},
        {"escalation",
         "set",
         "support",
         "--level",
         "1",
         "--at",
         "response-due",
         "--release-owner",
         "--to-channel",
         "lead",
         "--notify",
         "team"},
        {"channel", "rename", "support", "help"},
        {"channel", "remove", "support"},
        {"domain", "remove", "heyer.example"},
        {"rule", "remove", "junk"},
        {"escalation", "remove", "express", "--level", "2"},
        {"ticket", "list", "--all", "--json"},
        {"--json", "ticket", "show", "4815"},
        {"ticket", "find", "--message-id", "<x@y>"},
        {"message", "show", "17", "--raw"},
        {"--config", "/x", "domain", "list"},
        {"import", "customers", "erp.csv", "--dry-run"},
        {"import", "orders", "-", "--json"},
        {"db", "upgrade", "--first-number", "4815"},
        {"check", "--smtp", "127.0.0.1:25"},
        {"check",
         "--postfix",
         "/etc/postfix",
         "--dovecot",
         "/etc/dovecot/dovecot.conf",
         "--verbose"},
        {"config", "-n"},
        {"config", "-d"},
    };
    for (const auto& words : forms) {
        const auto line = parse_command_line(words);
        ASSERT_TRUE(line) << testing::PrintToString(words) << line.error().text;
        EXPECT_TRUE(line->command.run);
    }
}

TEST(CommandLine, OtherFormsAreUsageErrors) {
    const Words forms[] = {{},
                           {"bogus"},
                           {"customer"},
                           {"customer", "bogus"},
                           {"customer", "set"},
                           {"customer", "set", "x", "--bogus"},
                           {"customer", "set", "x", "--name", "a", "--name", "b"},
                           {"customer", "set", "x", "y"},
                           {"customer", "list", "--all"},
                           {"message", "list"},
                           {"pattern", "try"},
                           {"pattern", "try", "x.eml", "--text", "SN-1"},
                           {"pattern", "remove"},
                           {"ticket", "find"},
                           {"import"},
                           {"import", "tickets", "x.csv"},
                           {"import", "customers"},
                           {"import", "customers", "a.csv", "b.csv"},
                           {"--now", "soon", "ticket", "list"}};
    for (const auto& words : forms) {
        const auto line = parse_command_line(words);
        ASSERT_FALSE(line) << testing::PrintToString(words);
        EXPECT_EQ(line.error().code, ErrorCode::usage) << testing::PrintToString(words);
        EXPECT_THAT(line.error().hint, testing::Not(testing::IsEmpty()));
    }
    EXPECT_EQ(parse_command_line({"customer", "bogus"}).error().text,
              "there is no `vorrang customer bogus`");
}

TEST(CommandLine, ValuesThatCannotBeRightAreDataErrors) {
    for (const auto& words : {Words{"customer", "set", "x", "--class", "D"},
                              Words{"sla", "set", "x", "--response", "5"},
                              Words{"channel", "set", "x", "--red", "20"},
                              Words{"contract", "set", "x", "--from", "2026-13-01"}}) {
        const auto line = parse_command_line(words);
        ASSERT_FALSE(line) << testing::PrintToString(words);
        EXPECT_EQ(line.error().code, ErrorCode::data) << testing::PrintToString(words);
    }
}

TEST(CommandLine, SSC01HelpNamesTheColumnsOfAFile) {
    const auto help = parse_command_line({"import", "assets", "--help"})->help;
    EXPECT_THAT(help, HasSubstr("--dry-run"));
    EXPECT_THAT(help, testing::ContainsRegex("ident +serial, ident or machine number"));
}

TEST(CommandLine, HelpAndVersionRunNothing) {
    EXPECT_THAT(parse_command_line({"--help"})->help, HasSubstr("customer"));
    EXPECT_THAT(parse_command_line({"channel", "set", "--help"})->help, HasSubstr("--reopen TIME"));
    EXPECT_THAT(parse_command_line({"--version"})->help, testing::StartsWith("vorrang "));
}

TEST(CommandLine, ErrorsHaveTheExitCodesOfSysexits) {
    EXPECT_EQ(exit_code(ErrorCode::usage), 64);
    EXPECT_EQ(exit_code(ErrorCode::data), 65);
    EXPECT_EQ(exit_code(ErrorCode::refused), 65);
    EXPECT_EQ(exit_code(ErrorCode::no_such), 67);
    EXPECT_EQ(exit_code(ErrorCode::unavailable), 69);
    EXPECT_EQ(exit_code(ErrorCode::internal), 70);
}

TEST(CommandLine, EveryNounAndOptionStandsInTheManPage) {
    const auto page = man_page();
    for (const auto& noun : nouns()) {
        EXPECT_THAT(page, HasSubstr(".B " + std::string(noun.name) + " ")) << noun.name;
        for (const auto& option : noun.options) {
            std::string roff = "\\-\\-";
            for (const char c : option.name) {
                roff += c == '-' ? "\\-" : std::string(1, c);
            }
            EXPECT_THAT(page, HasSubstr(roff)) << noun.name << " " << option.name;
        }
    }
}

TEST(Check, TellsEachResultInOneLineWithItsRemedy) {
    EXPECT_EQ(check_text({{CheckResult::Verdict::ok, "database", "connected", ""},
                          {CheckResult::Verdict::ok, "postfix/milter", "asked", "", "", true},
                          {CheckResult::Verdict::warn, "postfix/x", "is y", "x = z", "main.cf"},
                          {CheckResult::Verdict::failed, "milter", "no\nanswer", "start it"}},
                         false),
              "ok   database: connected\n"
              "WARN postfix/x: is y -> main.cf: x = z\n"
              "FAIL milter: no\\nanswer -> start it\n"
              "2 ok, 1 warned of, 1 failed\n");
}
