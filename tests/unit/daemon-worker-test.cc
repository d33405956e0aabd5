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

    /// Until that is true; a busy machine gets its time.
    template <typename Condition> void run_until(Condition done) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (!done() && std::chrono::steady_clock::now() < end) {
            run_for(5ms);
        }
        EXPECT_TRUE(done());
    }

    /// Counts a step, and when it was.
    void step() {
        ++steps;
        times.push_back(std::chrono::steady_clock::now());
    }

    /// From each step to the next.
    [[nodiscard]] std::vector<std::chrono::steady_clock::duration> pauses() const {
        std::vector<std::chrono::steady_clock::duration> out;
        for (std::size_t i = 1; i < times.size(); ++i) {
            out.push_back(times[i] - times[i - 1]);
        }
        return out;
    }

    asio::io_context io{1};
    FixedClock clock{Instant{1764038401s}};
    int steps = 0;
    std::vector<std::chrono::steady_clock::time_point> times;
};

TEST_F(WorkerTest, RepeatsAtOnceWhileThereIsMore) {
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        co_return ++steps < 20;
    });
    worker.start();
    run_until([&] { return steps == 20; });
}

TEST_F(WorkerTest, RestsHoweverOftenItIsWoken) {
    Worker worker(
        io.get_executor(),
        clock,
        "w",
        [&]() -> awaitable<Result<bool>> {
            step();
            co_return false;
        },
        {},
        40ms);
    worker.start();
    run_until([&] {
        worker.wake();
        return steps == 4;
    });
    for (const auto pause : pauses()) {
        EXPECT_GE(pause, 40ms);
    }
}

TEST_F(WorkerTest, AWakeUpDuringAStepIsNotLost) {
    Worker* self = nullptr;
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        step();
        if (steps == 1) {
            self->wake();
        }
        co_return false;
    });
    self = &worker;
    worker.start();
    run_until([&] { return steps == 2; });
    EXPECT_LT(pauses().at(0), worker_poll);
}

TEST_F(WorkerTest, LooksByItselfWhenNobodyWakesIt) {
    Worker worker(io.get_executor(), clock, "w", [&]() -> awaitable<Result<bool>> {
        step();
        co_return false;
    });
    worker.start();
    run_until([&] { return steps == 3; });
    for (const auto pause : pauses()) {
        EXPECT_GE(pause, worker_poll);
    }
}

TEST_F(WorkerTest, SleepsUntilTheNextIsDue) {
    Worker worker(
        io.get_executor(),
        clock,
        "w",
        [&]() -> awaitable<Result<bool>> {
            step();
            co_return false;
        },
        [&]() -> awaitable<Result<std::optional<Instant>>> { co_return clock.now() + 60ms; });
    worker.start();
    run_until([&] { return steps == 6; });
    const auto slept = pauses();
    EXPECT_GE(*std::min_element(slept.begin(), slept.end()), 60ms);
    EXPECT_LT(*std::min_element(slept.begin(), slept.end()), worker_poll);
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
        step();
        co_return fail(ErrorCode::unavailable, "away");
    });
    worker.start();
    run_until([&] { return steps == 4; });
    const auto paused = pauses();
    EXPECT_GE(paused.at(0), 50ms);
    EXPECT_GE(paused.at(1), 100ms);
    EXPECT_GE(paused.at(2), 200ms);
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
    run_until([&] { return !worker.running(); });
    EXPECT_TRUE(ended);
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
    run_until([&] { return woken > 0; });
    EXPECT_EQ(woken, 1);
    poke();
    run_until([&] { return woken > 1; });
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
