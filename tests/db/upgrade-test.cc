#include "core/api/admin.hh"
#include "core/api/upgrade.hh"
#include "tests/db/cluster.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

using namespace vorrang;
using api::SchemaScripts;
using testing::HasSubstr;

namespace {

const Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

constexpr SqlFile kFirst{"0001-first",
                         "create schema vorrang; create schema vorrang_api; "
                         "create table vorrang.things (id int);"};
constexpr SqlFile kSecond{"0002-second", "alter table vorrang.things add name text;"};
constexpr SqlFile kBroken{"0003-broken", "alter table vorrang.things add more text;\nbogus;"};
constexpr SqlFile kFunction{
    "f", "create function vorrang_api.f() returns int language sql as 'select 1';"};
constexpr SqlFile kOtherFunction{
    "f", "create function vorrang_api.f() returns text language sql as 'select ''x''';"};
constexpr SqlFile kGrants{"grants", "grant usage on schema vorrang_api to vorrang_admin;"};

class Upgrade : public testing::Test {
  protected:
    void SetUp() override {
        cluster_ = test::Cluster::get();
        if (cluster_ == nullptr) {
            GTEST_SKIP() << "no PostgreSQL cluster can be made here";
        }
        cluster_->empty();
    }

    Result<api::UpgradeReport> run(std::vector<SqlFile> migrations, SqlFile function = kFunction) {
        auto owner = pg::Connection::open(cluster_->options("vorrang_owner"));
        const std::vector<SqlFile> functions{function};
        return api::upgrade_schema(*owner, {migrations, functions, kGrants}, now);
    }

    test::Cluster* cluster_ = nullptr;
};

} // namespace

TEST_F(Upgrade, AppliesWhatIsMissingOnceAndInOrder) {
    const auto first = run({kFirst});
    ASSERT_TRUE(first) << first.error().text;
    EXPECT_EQ(first->applied, std::vector<std::string>{"0001-first"});
    const auto second = run({kFirst, kSecond});
    ASSERT_TRUE(second) << second.error().text;
    EXPECT_EQ(second->applied, std::vector<std::string>{"0002-second"});
    EXPECT_EQ(run({kFirst, kSecond})->applied.size(), 0u);
}

TEST_F(Upgrade, ABrokenMigrationLeavesNothingOfItselfAndNamesTheLine) {
    const auto broken = run({kFirst, kSecond, kBroken});
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().text, HasSubstr("0003-broken: line 2: "));
    const auto again =
        run({kFirst, kSecond, {"0003-better", "alter table vorrang.things add more int;"}});
    ASSERT_TRUE(again) << again.error().text;
    EXPECT_EQ(again->applied, std::vector<std::string>{"0003-better"});
}

TEST_F(Upgrade, AMigrationThatChangedAfterItWasAppliedIsRefused) {
    ASSERT_TRUE(run({kFirst}));
    const auto changed = run({{"0001-first", "create schema vorrang;"}, kSecond});
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().code, ErrorCode::refused);
    EXPECT_EQ(run({kFirst, kSecond})->applied.size(), 1u) << "the refusal changed something";
}

TEST_F(Upgrade, ANewerDatabaseIsRefused) {
    ASSERT_TRUE(run({kFirst, kSecond}));
    const auto older = run({kFirst});
    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().code, ErrorCode::refused);
    EXPECT_THAT(older.error().text, HasSubstr("newer"));
}

TEST_F(Upgrade, AGapInTheNumbersIsRefused) {
    EXPECT_FALSE(run({kFirst, kBroken}));
}

TEST_F(Upgrade, FunctionsAreMadeAnewEvenWithAnotherResult) {
    ASSERT_TRUE(run({kFirst}));
    const auto other = run({kFirst}, kOtherFunction);
    ASSERT_TRUE(other) << other.error().text;
}

TEST_F(Upgrade, OnlyOneRunsAtATime) {
    auto other = pg::Connection::open(cluster_->options("vorrang_owner"));
    ASSERT_TRUE(other->exec("select pg_advisory_lock(8607247001)"));
    const auto second = run({kFirst});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
}

TEST_F(Upgrade, CheckSaysWhetherTheDatabaseFitsTheProgram) {
    auto admin = pg::Connection::open(cluster_->options("vorrang_admin"));
    const std::vector<SqlFile> one{kFirst};
    const std::vector<SqlFile> two{kFirst, kSecond};
    const std::vector<SqlFile> functions{kFunction};
    const std::vector<SqlFile> others{kOtherFunction};
    EXPECT_THAT(api::check_schema(*admin, {one, functions, kGrants}).error().hint,
                HasSubstr("db upgrade"));
    ASSERT_TRUE(run(one));
    EXPECT_TRUE(api::check_schema(*admin, {one, functions, kGrants}));
    EXPECT_THAT(api::check_schema(*admin, {two, functions, kGrants}).error().text,
                HasSubstr("schema version 1, this program wants 2"));
    EXPECT_THAT(api::check_schema(*admin, {one, others, kGrants}).error().text,
                HasSubstr("another build"));
}

TEST_F(Upgrade, TheRealSchemaCanBeMadeTwiceAndUsed) {
    const SchemaScripts real{sql::migrations(), sql::functions(), sql::grants()};
    auto owner = pg::Connection::open(cluster_->options("vorrang_owner"));
    const auto first = api::upgrade_schema(*owner, real, now);
    ASSERT_TRUE(first) << first.error().text;
    ASSERT_TRUE(api::set_first_number(*owner, 4815));
    const auto again = api::upgrade_schema(*owner, real, now);
    ASSERT_TRUE(again) << again.error().text;
    EXPECT_TRUE(again->applied.empty());

    auto connection = pg::Connection::open(cluster_->options("vorrang_admin"));
    api::Admin admin(*connection);
    EXPECT_EQ(*admin.schema_version(), real.version());
    ASSERT_TRUE(admin.set("customer", "heyer", {{"name", "Heyer"}, {"class", "A"}}, now));
    const auto kept = admin.set("customer", "heyer", {{"name", "Heyer Plan AG"}}, now);
    ASSERT_TRUE(kept) << kept.error().text;
    EXPECT_EQ(kept->at("class").as_string(), "A");
    EXPECT_EQ(admin.list("customer", {}, now)->as_array().size(), 1u);
    EXPECT_EQ(admin.show("customer", "nope", now).error().code, ErrorCode::no_such);
    const auto bad = admin.set("customer", "No Key", {}, now);
    EXPECT_EQ(bad.error().code, ErrorCode::data);
    EXPECT_THAT(bad.error().text, HasSubstr("customer key is a word"));
}
