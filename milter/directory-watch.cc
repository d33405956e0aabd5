#include "milter/directory-watch.hh"

#include "core/log.hh"

#include <chrono>
#include <exception>
#include <utility>

namespace vorrang::milter {

namespace {

/// How long one wait for a notification lasts: bounds the time to stop.
constexpr std::chrono::milliseconds listen_step{500};
/// Between attempts to reach a database that is away.
constexpr std::chrono::milliseconds reconnect_pause{500};

} // namespace

DirectoryWatch::DirectoryWatch(pg::ConnectOptions options, pg::Pool& pool)
    : options_(std::move(options))
    , pool_(pool) {}

DirectoryWatch::~DirectoryWatch() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void DirectoryWatch::start() {
    thread_ = std::thread([this] { run(); });
}

std::shared_ptr<const Directory> DirectoryWatch::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

Result<std::shared_ptr<const Directory>> DirectoryWatch::refresh() {
    const std::uint64_t mine = ++asked_;
    const std::lock_guard lock(asking_);
    // Somebody may have asked after this call began: his answer is as fresh as ours would be.
    if (answered_ < mine) {
        answered_ = asked_;
        answer_ = ask();
    }
    return answer_;
}

Result<std::shared_ptr<const Directory>> DirectoryWatch::ask() {
    auto lease = pool_.lend();
    if (!lease) {
        return pass_on(lease);
    }
    return read(**lease);
}

Result<std::shared_ptr<const Directory>> DirectoryWatch::read(pg::Connection& connection) {
    const auto entries = api::Intake(connection).directory();
    if (!entries) {
        return pass_on(entries);
    }
    auto fresh = std::make_shared<const Directory>(*entries);
    const std::lock_guard lock(mutex_);
    current_ = fresh;
    return fresh;
}

void DirectoryWatch::run() {
    while (true) {
        Result<void> outcome;
        try {
            auto connection = pg::Connection::open(options_);
            outcome = connection ? follow(*connection) : Result<void>(pass_on(connection));
        } catch (const std::exception& defect) {
            outcome = fail(ErrorCode::internal, defect.what());
        }
        if (outcome) {
            return; // stopped
        }
        report(outcome);
        pause();
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            return;
        }
    }
}

Result<void> DirectoryWatch::follow(pg::Connection& connection) {
    // Listen first: what changes after the reading is then heard of.
    if (const auto listening = api::Intake(connection).listen_for_directory(); !listening) {
        return listening;
    }
    bool changed = true;
    while (true) {
        if (changed) {
            const auto fresh = read(connection);
            if (!fresh) {
                return pass_on(fresh);
            }
            lost_ = false;
            log::info("directory.loaded",
                      {{"channels", (*fresh)->channels()}, {"agents", (*fresh)->agents()}});
        }
        const auto heard = connection.notifications(listen_step);
        if (!heard) {
            return pass_on(heard);
        }
        changed = !heard->empty();
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            return {};
        }
    }
}

void DirectoryWatch::report(const Result<void>& outcome) {
    if (!std::exchange(lost_, true)) {
        log::warning("directory.lost",
                     {{"error", outcome.error().text}, {"hint", outcome.error().hint}});
    }
}

void DirectoryWatch::pause() {
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, reconnect_pause, [this] { return stopping_; });
}

} // namespace vorrang::milter
