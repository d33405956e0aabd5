#include "daemon/wakeup.hh"
#include "daemon/worker.hh"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace vorrang {
namespace {

using namespace std::chrono_literals;

class WorkerTest : public testing::Test {
  protected:
    void run_for(std::chrono::milliseconds time) {
        io.restart();
        io.run_for(time);
    }

    asio::io_context io{1};
    FixedClock clock{Instant{1764038401s}};
    int steps = 0;
};

TEST_F(WorkerTest, RepeatsAtOnceWhileThereIsMore) {
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        co_return ++steps < 20;
    });
    worker.start();
    run_for(50ms);
    EXPECT_EQ(steps, 20);
}

TEST_F(WorkerTest, RestsHoweverOftenItIsWoken) {
    Worker worker(
        io.get_executor(),
        clock,
        "w",
        [&]() -> awaitable<Result<bool>> {
            ++steps;
            co_return false;
        },
        {},
        40ms);
    worker.start();
    for (int n = 0; n < 20; ++n) {
        worker.wake();
        run_for(5ms);
    }
    EXPECT_GE(steps, 2);
    EXPECT_LE(steps, 4); // at 0, 40, 80 ms; 100 ms have passed
}

TEST_F(WorkerTest, AWakeUpDuringAStepIsNotLost) {
    Worker* self = nullptr;
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        if (++steps == 1) {
            self->wake();
        }
        co_return false;
    });
    self = &worker;
    worker.start();
    run_for(50ms);
    EXPECT_EQ(steps, 2);
}

TEST_F(WorkerTest, LooksByItselfWhenNobodyWakesIt) {
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        ++steps;
        co_return false;
    });
    worker.start();
    run_for(650ms);
    EXPECT_EQ(steps, 3);
}

TEST_F(WorkerTest, SleepsUntilTheNextIsDue) {
    std::vector<std::chrono::steady_clock::time_point> times;
    Worker worker(
        io.get_executor(),
        clock,
        "w",
        [&]() -> awaitable<Result<bool>> {
            times.push_back(std::chrono::steady_clock::now());
            co_return false;
        },
        [&]() -> awaitable<Result<std::optional<Instant>>> { co_return clock.now() + 60ms; });
    worker.start();
    while (times.size() < 6) {
        run_for(5ms);
    }
    // A busy machine may be late for some, and never early for one.
    auto shortest = std::chrono::steady_clock::duration::max();
    for (std::size_t i = 1; i < times.size(); ++i) {
        shortest = std::min(shortest, times[i] - times[i - 1]);
    }
    EXPECT_GE(shortest, 60ms);
    EXPECT_LT(shortest, 90ms);
}

TEST_F(WorkerTest, DoesNotSpinOnWhatIsDueButHeldByAnother) {
    Worker worker(
        io.get_executor(),
        clock,
        "w",
        [&]() -> awaitable<Result<bool>> {
            ++steps;
            co_return false;
        },
        [&]() -> awaitable<Result<std::optional<Instant>>> { co_return clock.now() - 1h; });
    worker.start();
    run_for(200ms);
    EXPECT_LE(steps, 11);
}

TEST_F(WorkerTest, PausesLongerAfterEachFailure) {
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        ++steps;
        co_return fail(ErrorCode::unavailable, "away");
    });
    worker.start();
    run_for(300ms); // at 0, 50, 150 ms, then at 350
    EXPECT_EQ(steps, 3);
}

TEST_F(WorkerTest, StopsAfterTheStepInProgress) {
    bool ended = false;
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        ++steps;
        asio::steady_timer timer(io, 30ms);
        co_await timer.async_wait(as_values);
        ended = true;
        co_return true;
    });
    worker.start();
    run_for(10ms);
    worker.stop();
    EXPECT_TRUE(worker.running());
    run_for(50ms);
    EXPECT_TRUE(ended);
    EXPECT_FALSE(worker.running());
    EXPECT_EQ(steps, 1);
}

class WakeupTest : public WorkerTest {
  protected:
    void SetUp() override {
        path = std::filesystem::temp_directory_path() /
               ("vorrang-wakeup-" + std::to_string(::getpid()));
    }

    void TearDown() override { std::filesystem::remove(path); }

    void poke() {
        asio::local::datagram_protocol::socket socket(io);
        socket.open();
        socket.send_to(asio::buffer("x", 1), asio::local::datagram_protocol::endpoint(path));
    }

    std::string path;
    int woken = 0;
};

TEST_F(WakeupTest, ManyDatagramsWakeOnce) {
    Wakeup wakeup(io.get_executor());
    wakeup.subscribe([&] { ++woken; });
    ASSERT_TRUE(wakeup.open(path, ""));
    for (int i = 0; i < 5; ++i) {
        poke();
    }
    run_for(20ms);
    EXPECT_EQ(woken, 1);
    poke();
    run_for(20ms);
    EXPECT_EQ(woken, 2);
}

TEST_F(WakeupTest, TakesOverWhatAKilledProcessLeft) {
    { asio::local::datagram_protocol::socket left(io, path); }
    EXPECT_TRUE(std::filesystem::exists(path));
    EXPECT_TRUE(Wakeup(io.get_executor()).open(path, ""));
}

TEST_F(WakeupTest, RefusesTheSocketOfALivingProcess) {
    const asio::local::datagram_protocol::socket living(io, path);
    const auto opened = Wakeup(io.get_executor()).open(path, "");
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text.find("another process"), std::string::npos);
}

TEST_F(WakeupTest, OnlyItsGroupMayUseIt) {
    Wakeup wakeup(io.get_executor());
    ASSERT_TRUE(wakeup.open(path, ""));

    struct stat found {};

    ASSERT_EQ(::stat(path.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0660U);
}

} // namespace
} // namespace vorrang
