#include "milter/pg-observer.hh"

#include "core/api/observe.hh"
#include "core/log.hh"

#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace vorrang::milter {

namespace {

/// Between attempts to reach a database that is away.
constexpr std::chrono::milliseconds reconnect_pause{500};

/// Is it the database that cannot, and not this mail that it does not like?
bool may_come_back(const Error& error) {
    return error.code == ErrorCode::unavailable || error.code == ErrorCode::conflict;
}

std::string message_id(const Observation& observation) {
    const auto* const id = observation.facts.if_contains("message_id");
    return id != nullptr && id->is_string() ? std::string(id->get_string()) : "";
}

} // namespace

PgObserver::PgObserver(pg::ConnectOptions options)
    : options_(std::move(options)) {}

PgObserver::~PgObserver() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void PgObserver::start() {
    thread_ = std::thread([this] { run(); });
}

void PgObserver::saw(Observation observation) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= limit) {
            ++forgotten_;
            return;
        }
        waiting_.push_back(std::move(observation));
    }
    changed_.notify_one();
}

std::size_t PgObserver::under_way() const {
    const std::lock_guard lock(mutex_);
    return lost_ ? 0 : waiting_.size();
}

void PgObserver::run() {
    while (const auto observation = next()) {
        Result<void> written;
        try {
            written = write(*observation);
        } catch (const std::exception& defect) {
            written = fail(ErrorCode::internal, defect.what());
        }
        if (!written && may_come_back(written.error())) {
            connection_.reset();
            report_loss(written.error());
            pause();
        } else {
            done(written, *observation);
        }
    }
}

std::optional<Observation> PgObserver::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    return stopping_ ? std::nullopt : std::optional(waiting_.front());
}

Result<void> PgObserver::write(const Observation& observation) {
    if (!connection_) {
        auto opened = pg::Connection::open(options_);
        if (!opened) {
            return pass_on(opened);
        }
        connection_.emplace(std::move(*opened));
    }
    api::Observations calls(*connection_);
    const bool is_mail = observation.kind == Observation::Kind::mail;
    const auto outcome = is_mail ? calls.mail(observation.facts, observation.at)
                                 : calls.answer(observation.facts, observation.at);
    if (!outcome) {
        return pass_on(outcome);
    }
    if (is_mail || *outcome == "answered") {
        log::info("observe.recorded",
                  {{"message_id", message_id(observation)}, {"outcome", *outcome}});
    }
    return {};
}

void PgObserver::done(const Result<void>& written, const Observation& observation) {
    if (!written) {
        log::warning("observe.failed",
                     {{"message_id", message_id(observation)},
                      {"error", written.error().text},
                      {"hint", written.error().hint}});
    }
    const std::lock_guard lock(mutex_);
    waiting_.pop_front();
    if (std::exchange(lost_, false)) {
        log::info("observe.resumed",
                  {{"waiting", waiting_.size()}, {"forgotten", std::exchange(forgotten_, 0)}});
    }
}

void PgObserver::report_loss(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(lost_, true)) {
        log::warning("observe.lost", {{"error", error.text}, {"hint", error.hint}});
    }
}

void PgObserver::pause() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, reconnect_pause, [this] { return stopping_; });
}

} // namespace vorrang::milter
