#pragma once

#include "core/pg/pool.hh"
#include "milter/directory.hh"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace vorrang::milter {

/// Keeps the directory fresh: a thread of its own listens on a connection of its own for changes.
/// While the database is away the last good reading stays in force.
class DirectoryWatch final : public DirectorySource {
  public:
    /// `pool` serves refresh(); `options` the thread's own connection.
    DirectoryWatch(pg::ConnectOptions options, pg::Pool& pool);
    DirectoryWatch(const DirectoryWatch&) = delete;
    DirectoryWatch& operator=(const DirectoryWatch&) = delete;
    DirectoryWatch(DirectoryWatch&&) = delete;
    DirectoryWatch& operator=(DirectoryWatch&&) = delete;
    /// Stops the thread; takes up to half a second.
    ~DirectoryWatch() override;

    void start();

    [[nodiscard]] std::shared_ptr<const Directory> current() const override;

    /// Callers that ask at the same time share one question to the database.
    [[nodiscard]] Result<std::shared_ptr<const Directory>> refresh() override;

  private:
    void run();
    /// Reads the directory at once and then at each change, until stopped or the connection is
    /// lost.
    [[nodiscard]] Result<void> follow(pg::Connection& connection);
    [[nodiscard]] Result<std::shared_ptr<const Directory>> read(pg::Connection& connection);
    [[nodiscard]] Result<std::shared_ptr<const Directory>> ask();
    void report(const Result<void>& outcome);
    void pause();

    pg::ConnectOptions options_;
    pg::Pool& pool_;

    mutable std::mutex mutex_; // guards current_ and stopping_
    std::condition_variable stopped_;
    std::shared_ptr<const Directory> current_;
    bool stopping_ = false;
    bool lost_ = false; // of the thread only: the loss was reported

    std::mutex asking_; // one refresh at a time; guards answer_ and answered_
    Result<std::shared_ptr<const Directory>> answer_ = nullptr;
    std::uint64_t answered_ = 0; // refreshes up to this one have their answer
    std::atomic<std::uint64_t> asked_ = 0;

    std::thread thread_;
};

} // namespace vorrang::milter
