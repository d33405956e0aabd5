#include "core/config-table.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace vorrang;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

std::string error_of(std::string_view text) {
    const auto config = parse_config(text, "vorrang.toml");
    return config ? "(none)" : config.error().text;
}

std::string man_page() {
    std::ifstream file(VORRANG_SOURCE_DIR "/daemon/admin/vorrang.toml.5");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST(Config, AnEmptyFileGivesTheDefaults) {
    const auto config = parse_config("", "vorrang.toml");
    ASSERT_TRUE(config);
    EXPECT_EQ(config->database.dsn, "host=/run/postgresql dbname=vorrang");
    EXPECT_EQ(config->database.statement_timeout, std::chrono::seconds{20});
    EXPECT_EQ(config->milter.connections, 16);
    EXPECT_EQ(config->milter.verified_daemons, std::vector<std::string>{"RELAY"});
    EXPECT_TRUE(config->milter.discard);
    EXPECT_EQ(socket_mode(config->milter), 0660u);
    EXPECT_EQ(config->daemon.roles.size(), 3u);
}

TEST(Config, ReadsEveryTypeOfValue) {
    const auto config = parse_config("[database]\nconnect_timeout = \"1m\"\n"
                                     "[desk]\naliases = [ \"info@desk.example\" ]\n"
                                     "[milter]\nconnections = 3\ndiscard = false\n"
                                     "socket = \"inet:8891@127.0.0.1\"\n",
                                     "vorrang.toml");
    ASSERT_TRUE(config) << config.error().text;
    EXPECT_EQ(config->database.connect_timeout, std::chrono::minutes{1});
    EXPECT_EQ(config->desk.aliases, std::vector<std::string>{"info@desk.example"});
    EXPECT_EQ(config->milter.connections, 3);
    EXPECT_FALSE(config->milter.discard);
    EXPECT_EQ(config->milter.socket, "inet:8891@127.0.0.1");
}

TEST(Config, ErrorsNameFileLineColumnAndSayASentence) {
    EXPECT_EQ(error_of("[log]\nlevl = \"info\""),
              "vorrang.toml:2:1: there is no setting levl in [log]");
    EXPECT_EQ(error_of("[logs]\nlevel = \"info\""), "vorrang.toml:1:2: there is no section [logs]");
    EXPECT_EQ(error_of("[milter]\nconnections = \"3\""),
              "vorrang.toml:2:15: connections must be a whole number");
    EXPECT_EQ(error_of("[milter]\nconnections = 0"),
              "vorrang.toml:2:15: connections must be between 1 and 1000");
    EXPECT_THAT(error_of("[database]\nstatement_timeout = 20"),
                StartsWith("vorrang.toml:2:21: statement_timeout must be a duration with a unit"));
    EXPECT_THAT(error_of("[database]\nstatement_timeout = \"20\""),
                HasSubstr("vorrang.toml:2:21: statement_timeout must be a duration: \"20\""));
    EXPECT_THAT(error_of("[log\nlevel = 1"), StartsWith("vorrang.toml:1:5: "));
    EXPECT_THAT(error_of("level = 1"), StartsWith("vorrang.toml:1:1: level stands in no section"));
}

TEST(Config, ValuesThatCannotWorkAreRefused) {
    for (const char* text : {"[database]\ndsn = \"host=x password=y\"",
                             "[database]\ndsn = \"postgresql://u:p@host/db\"",
                             "[database]\ndsn = \"\"",
                             "[database]\nconnect_timeout = \"1500ms\"",
                             "[database]\nstatement_timeout = \"0s\"",
                             "[log]\ndestination = \"file\"",
                             "[log]\nlevel = \"loud\"",
                             "[desk]\naddress = \"vorrang\"",
                             "[desk]\naliases = [ \"info\" ]",
                             "[desk]\naliases = \"info@desk.example\"",
                             "[desk]\nname = \"a\\u0000b\"",
                             "[milter]\nsocket = \"/run/x\"",
                             "[milter]\nsocket = \"inet:0@localhost\"",
                             "[milter]\nsocket_mode = \"888\"",
                             "[milter]\nspool_directory = \"spool\"",
                             "[daemon]\noutbox_smtp = \"localhost\"",
                             "[daemon]\nroles = [ \"portal\" ]"}) {
        EXPECT_FALSE(parse_config(text, "t")) << text;
    }
}

TEST(Config, ShowsWhatDiffersFromTheDefaults) {
    const auto config =
        parse_config("[log]\nlevel = \"info\"\n[milter]\nconnections = 3\n", "vorrang.toml");
    ASSERT_TRUE(config);
    EXPECT_EQ(config_toml(*config, Shown::changed), "[milter]\nconnections = 3\n");
    EXPECT_EQ(config_toml(default_config(), Shown::changed), "");
}

TEST(Config, WhatItShowsIsReadBackAsTheSame) {
    auto config = default_config();
    config.desk.name = "Say \"hi\" \\ \t Müller";
    config.desk.aliases = {"a@b", "c\"d@e"};
    config.milter.discard = false;
    config.milter.connection_wait = std::chrono::milliseconds{1500};
    const auto text = config_toml(config, Shown::all);
    const auto back = parse_config(text, "t");
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(config_toml(*back, Shown::all), text);
    EXPECT_EQ(back->desk.name, config.desk.name);
}

TEST(Config, EverySettingStandsInTheManPageAsTheTableSays) {
    const auto page = man_page();
    EXPECT_THAT(page, HasSubstr(settings_man()))
        << "put the output of `vorrang config --man` into vorrang.toml.5";
}

TEST(Config, MissingFileSaysSo) {
    const auto config = load_config("/nonexistent/vorrang.toml");
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().text,
              "cannot read the configuration /nonexistent/vorrang.toml: No such file or directory");
    EXPECT_FALSE(load_config("/")); // a folder
}

TEST(Config, FileIsNamedByOptionThenEnvironmentThenInstallation) {
    ::setenv("VORRANG_CONFIG", "/env.toml", 1);
    EXPECT_EQ(config_path("/option.toml"), "/option.toml");
    EXPECT_EQ(config_path(""), "/env.toml");
    ::unsetenv("VORRANG_CONFIG");
    EXPECT_EQ(config_path(""), "/etc/vorrang/vorrang.toml");
}
