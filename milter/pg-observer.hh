#pragma once

#include "core/pg/connection.hh"
#include "milter/observer.hh"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace vorrang::milter {

/// Writes observations into the database, one after the other: a thread of its own on a connection
/// of its own, which it opens at the first one. While the database is away they wait, the first
/// `limit` of them.
class PgObserver final : public Observer {
  public:
    static constexpr std::size_t limit = 1000;

    explicit PgObserver(pg::ConnectOptions options);
    PgObserver(const PgObserver&) = delete;
    PgObserver& operator=(const PgObserver&) = delete;
    PgObserver(PgObserver&&) = delete;
    PgObserver& operator=(PgObserver&&) = delete;
    /// Stops the thread; takes up to a connection's timeouts. What still waits is forgotten.
    ~PgObserver() override;

    void start();

    void saw(Observation observation) override;

    /// How many wait; 0 where they wait for a database that is away.
    [[nodiscard]] std::size_t under_way() const;

  private:
    void run();
    /// The oldest that waits; nothing once the thread shall stop.
    [[nodiscard]] std::optional<Observation> next();
    [[nodiscard]] Result<void> write(const Observation& observation);
    void done(const Result<void>& written, const Observation& observation);
    void report_loss(const Error& error);
    void pause();

    pg::ConnectOptions options_;
    std::optional<pg::Connection> connection_; // of the thread only

    mutable std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::deque<Observation> waiting_;
    std::size_t forgotten_ = 0;
    bool lost_ = false; // the loss was reported
    bool stopping_ = false;

    std::thread thread_;
};

} // namespace vorrang::milter
