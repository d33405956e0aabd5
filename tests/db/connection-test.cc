#include "core/pg/connection.hh"
#include "core/pg/pool.hh"
#include "tests/db/cluster.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

using namespace vorrang;
using namespace std::chrono_literals;
using pg::Params;

namespace {

class Database : public testing::Test {
  protected:
    void SetUp() override {
        cluster_ = test::Cluster::get();
        if (cluster_ == nullptr) {
            GTEST_SKIP() << "no PostgreSQL cluster can be made here";
        }
        options_ = cluster_->options("vorrang_owner");
    }

    pg::Connection open() { return std::move(pg::Connection::open(options_).value()); }

    test::Cluster* cluster_ = nullptr;
    pg::ConnectOptions options_;
};

} // namespace

TEST_F(Database, ValuesComeBackAsTheyWent) {
    auto connection = open();
    const std::string bytes("\0\xff\\'\n", 5);
    const std::vector<std::string> list{"a,b", "\"c\"", "\\", "NULL", ""};
    const Instant instant{1'764'000'000'123'456us};
    const auto params = Params{}
                            .text("Müller '\"")
                            .bytes(bytes)
                            .integer(INT64_MIN)
                            .boolean(true)
                            .instant(instant)
                            .text_array(list)
                            .null();
    const char* const sql = "select $1::text, $2::bytea, $3::bigint, $4::bool, $5::timestamptz, "
                            "($6::text[])[3], $7::text";
    for (const bool binary : {false, true}) {
        const auto rows = connection.exec(sql, params, binary);
        ASSERT_TRUE(rows) << rows.error().text;
        EXPECT_EQ(rows->text(0, 0), "Müller '\"");
        EXPECT_EQ(rows->bytes(0, 1), bytes);
        EXPECT_EQ(rows->integer(0, 2), INT64_MIN);
        EXPECT_TRUE(rows->boolean(0, 3));
        EXPECT_EQ(rows->instant(0, 4), instant);
        EXPECT_EQ(rows->text(0, 5), "\\");
        EXPECT_TRUE(rows->null(0, 6));
    }
}

TEST_F(Database, SessionIsInUtcAndNamed) {
    options_.dsn += " options='-c timezone=Asia/Tokyo -c work_mem=5MB'";
    const auto rows =
        open().exec("select current_setting('TimeZone'), current_setting('work_mem'), "
                    "current_setting('application_name'), current_user");
    EXPECT_EQ(rows->text(0, 0), "UTC");
    EXPECT_EQ(rows->text(0, 1), "5MB");
    EXPECT_EQ(rows->text(0, 2), "vorrang-test");
    EXPECT_EQ(rows->text(0, 3), "vorrang_owner");
}

TEST_F(Database, TwentyMegabytesGoAndCome) {
    options_.statement_timeout_ms = 20'000;
    const std::string big(20U << 20U, '\0');
    const auto rows = open().exec("select $1::bytea", Params{}.bytes(big), true);
    ASSERT_TRUE(rows) << rows.error().text;
    EXPECT_EQ(rows->bytes(0, 0), big);
}

TEST_F(Database, OurErrorsCarryTextAndHintAndLeaveTheConnectionGood) {
    auto connection = open();
    const auto failed = connection.exec("do $$ begin raise exception using errcode = 'VR002', "
                                        "message = 'not so', hint = 'do it thus'; end $$");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::refused);
    EXPECT_EQ(failed.error().text, "not so");
    EXPECT_EQ(failed.error().hint, "do it thus");
    EXPECT_FALSE(connection.broken());
    EXPECT_TRUE(connection.exec("select 1"));
}

TEST_F(Database, AStatementThatTakesTooLongIsCancelled) {
    options_.statement_timeout_ms = 200;
    auto connection = open();
    const auto slow = connection.exec("select pg_sleep(60)");
    ASSERT_FALSE(slow);
    EXPECT_EQ(slow.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(connection.broken());
}

TEST_F(Database, CommitOfAFailedTransactionIsNoSuccess) {
    auto connection = open();
    ASSERT_TRUE(connection.begin());
    ASSERT_FALSE(connection.exec("select 1/0"));
    EXPECT_FALSE(connection.commit());
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(Database, NotificationsAreWaitedFor) {
    auto listener = open();
    ASSERT_TRUE(listener.exec("listen test_channel"));
    EXPECT_TRUE(listener.notifications(0ms)->empty());
    ASSERT_TRUE(open().exec("select pg_notify('test_channel', 'hello')"));
    const auto notes = listener.notifications(5s);
    ASSERT_EQ(notes->size(), 1u);
    EXPECT_EQ(notes->front().channel, "test_channel");
    EXPECT_EQ(notes->front().payload, "hello");
}

TEST_F(Database, ThePoolLendsSoManyAndNoMore) {
    pg::Pool pool(options_, 2, 50ms);
    auto one = pool.lend();
    {
        auto two = pool.lend();
        ASSERT_TRUE(one && two);
        const auto three = pool.lend();
        ASSERT_FALSE(three);
        EXPECT_EQ(three.error().code, ErrorCode::unavailable);
    }
    EXPECT_TRUE(pool.lend());
    EXPECT_EQ(pool.lent(), 1);
}

TEST_F(Database, ThePoolRollsBackWhatIsLeftOpen) {
    pg::Pool pool(options_, 1, 50ms);
    ASSERT_TRUE((*pool.lend())->begin());
    auto lease = pool.lend();
    EXPECT_FALSE((*lease)->in_transaction());
}

TEST_F(Database, AnIdleConnectionThatTheServerClosedIsNotLent) {
    pg::Pool pool(options_, 4, 50ms);
    ASSERT_TRUE((*pool.lend())->exec("select 1"));
    cluster_->kill();
    EXPECT_FALSE(pool.lend()) << "a dead server's connection was lent";
    cluster_->start();
    auto lease = pool.lend();
    ASSERT_TRUE(lease) << lease.error().text;
    EXPECT_TRUE((*lease)->exec("select 1"));
    EXPECT_EQ(pool.lent(), 1);
}

TEST_F(Database, BeginReplacesAConnectionThatDied) {
    auto connection = open();
    const auto rows = connection.exec("select pg_backend_pid()");
    ASSERT_TRUE(
        open().exec("select pg_terminate_backend($1::int)", Params{}.integer(rows->integer(0, 0))));
    std::this_thread::sleep_for(100ms);
    const auto begun = connection.begin();
    EXPECT_TRUE(begun) << begun.error().text;
    EXPECT_TRUE(connection.commit());
}

TEST_F(Database, ADatabaseThatIsNotThereIsUnavailable) {
    options_.dsn = "host=/nonexistent dbname=vorrang";
    const auto connection = pg::Connection::open(options_);
    ASSERT_FALSE(connection);
    EXPECT_EQ(connection.error().code, ErrorCode::unavailable);
}
