#include "daemon/admin/setup/postgres-rules.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace vorrang;
using namespace vorrang::admin::setup;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct PostgresSetup : testing::Test {
    api::ServerSettings server;
    Config config = default_config();

    PostgresSetup() {
        server.version = 150018;
        server.database = "vorrang";
        server.server = {{"server_encoding", "UTF8"},
                         {"synchronous_commit", "on"},
                         {"fsync", "on"},
                         {"full_page_writes", "on"},
                         {"max_connections", "100"},
                         {"superuser_reserved_connections", "3"}};
    }

    std::vector<std::string> found() {
        std::vector<vorrang::admin::CheckResult> results;
        ask_rules(postgres_rules(), PostgresWorld{server, config, {}}, results);
        std::vector<std::string> lines;
        for (const auto& result : results) {
            if (result.verdict != vorrang::admin::CheckResult::Verdict::ok) {
                lines.push_back(result.what + " -> " + result.remedy);
            }
        }
        return lines;
    }
};

} // namespace

TEST_F(PostgresSetup, AGoodServerGivesNoComplaint) {
    EXPECT_THAT(found(), IsEmpty());
    server.server["synchronous_commit"] = "remote_apply";
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PostgresSetup, ARolesOwnValueDecides) {
    server.server["synchronous_commit"] = "off";
    server.overrides = {{"vorrang_milter", "synchronous_commit", "on"},
                        {"vorrang_daemon", "synchronous_commit", "on"}};
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PostgresSetup, AsyncCommitIsMendedWhereItStands) {
    constexpr const char* kName = "postgres/synchronous-commit -> ";
    server.overrides = {{"vorrang_milter", "synchronous_commit", "0"}};
    EXPECT_THAT(found(),
                ElementsAre(std::string(kName) +
                            "alter role \"vorrang_milter\" set synchronous_commit = on;"));
    server.overrides = {{"", "synchronous_commit", "off", true}};
    EXPECT_THAT(found(),
                ElementsAre(std::string(kName) +
                            "alter database \"vorrang\" set synchronous_commit = on;"));
    server.overrides = {{"", "synchronous_commit", "off"}};
    EXPECT_THAT(found(),
                ElementsAre(std::string(kName) + "alter role all set synchronous_commit = on;"));
    server.overrides.clear();
    server.server["synchronous_commit"] = "off";
    EXPECT_THAT(found(),
                ElementsAre(std::string(kName) + "alter system set synchronous_commit = on; "
                                                 "select pg_reload_conf();"));
}

TEST_F(PostgresSetup, PoolsMustFit) {
    config.milter.connections = 90;
    EXPECT_THAT(found(),
                ElementsAre("postgres/connections -> alter system set max_connections = 104;"));
}

TEST_F(PostgresSetup, AnOldOrAnotherEncodedServerIsRefused) {
    server.version = 140001;
    server.server["server_encoding"] = "SQL_ASCII";
    EXPECT_EQ(found().size(), 2U);
}
