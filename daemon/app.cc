#include "daemon/app.hh"

#include "core/log.hh"
#include "core/pg/options.hh"
#include "daemon/job.hh"
#include "daemon/spawn.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

constexpr auto stop_limit = 1500ms; // SIGTERM ends us in less than two seconds
constexpr std::size_t compose_threads = 1;

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

/// Names this run of the host: what Postfix accepted in an earlier one, a power loss may have
/// eaten.
std::string boot_id() {
    std::string id;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
    return id;
}

} // namespace

App::App(Config config, const Clock& clock)
    : config_(std::move(config))
    , clock_(clock)
    , io_(1)
    , pool_(compose_threads)
    , sessions_(io_.get_executor(),
                pg::service_options(config_.database, config_.daemon, "vorrangd"),
                static_cast<int>(config_.daemon.connections))
    , wakeup_(io_.get_executor()) {}

bool App::has_role(const std::string& role) const {
    const auto& roles = config_.daemon.roles;
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Result<void> App::start() {
    if (has_role("outbox")) {
        if (auto started = start_outbox(); !started) {
            return started;
        }
    }
    if (has_role("clocks")) {
        start_clocks();
    }
    if (has_role("folders")) {
        if (auto started = start_folders(); !started) {
            return started;
        }
    }
    if (auto opened = wakeup_.open(config_.daemon.wake_socket, config_.daemon.socket_group);
        !opened) {
        return opened;
    }
    spawn(io_.get_executor(), "signals", obey_signals());
    log::info("started", {{"roles", fmt::format("{}", fmt::join(config_.daemon.roles, ","))}});
    return {};
}

Result<void> App::start_outbox() {
    auto server = parse_smtp_server(config_.daemon.outbox_smtp, config_.desk.hostname);
    if (!server) {
        return pass_on(server);
    }
    outbox_ = std::make_unique<Outbox>(
        sessions_,
        clock_,
        pool_,
        Outbox::Settings{std::move(*server),
                         host_name() + ":" + config_.daemon.imap_socket,
                         boot_id(),
                         mail::TemplateFolder(config_.desk.template_directory)});
    attend(outbox_->worker());
    webhooks_ = std::make_unique<Webhooks>(sessions_, clock_, config_.daemon.webhook_ca_file);
    attend(webhooks_->worker());
    return {};
}

void App::start_clocks() {
    clocks_ = std::make_unique<SlaWatch>(sessions_, clock_, [this] { wakeup_.wake_all(); });
    attend(clocks_->worker());
    calendars_ = std::make_unique<Calendars>(sessions_, clock_, [this] { wakeup_.wake_all(); });
    attend(calendars_->worker());
    upkeep_ = upkeep(sessions_, clock_, [this] { wakeup_.wake_all(); });
    for (const auto& one : upkeep_) {
        attend(one->worker());
    }
}

Result<void> App::start_folders() {
    projector_ = std::make_unique<desk::Projector>(sessions_, clock_);
    watchers_ = std::make_unique<desk::Watchers>(sessions_, clock_);
    covers_ = std::make_unique<Covers>(sessions_,
                                       clock_,
                                       mailbox(config_.desk.address, config_.desk.name),
                                       [this] { projector_->worker().wake(); });
    desk_ = std::make_unique<desk::Desk>(
        desk::Desk{sessions_, clock_, *watchers_, *covers_, pool_, config_.desk.hostname, [this] {
                       wakeup_.wake_all();
                   }});
    listener_ = std::make_unique<PgListener>(
        io_.get_executor(),
        sessions_.options(),
        "vorrang_folder",
        [this](const std::string& payload) { watchers_->heard(payload); },
        [this] { watchers_->missed(); });
    server_ = std::make_unique<desk::Server>(*desk_);
    watchers_->start();
    listener_->start();
    attend(projector_->worker());
    notices_ = std::make_unique<Notices>(
        sessions_, clock_, mailbox(config_.desk.address, config_.desk.name));
    attend(notices_->worker());
    attend(covers_->worker());
    articles_ = std::make_unique<Articles>(
        sessions_, clock_, mailbox(config_.desk.address, config_.desk.name));
    attend(articles_->worker());
    return server_->open(config_.daemon.imap_socket, config_.daemon.socket_group);
}

/// Starts a worker, lets it be woken, and stops it at the end.
void App::attend(Worker& worker) {
    workers_.push_back(&worker);
    wakeup_.subscribe([&worker] { worker.wake(); });
    worker.start();
}

void App::run() {
    io_.run();
    pool_.stop();
    pool_.join();
}

awaitable<void> App::obey_signals() {
    asio::signal_set signals(io_, SIGTERM, SIGINT, SIGHUP);
    for (;;) {
        const auto [error, number] = co_await signals.async_wait(as_values);
        if (error) {
            co_return;
        }
        if (number != SIGHUP) {
            break;
        }
        if (const auto reopened = log::reopen(); !reopened) {
            log::error("log.not-reopened", {{"error", reopened.error().text}});
        }
    }
    co_await stop();
}

awaitable<void> App::stop() {
    log::info("stopping");
    wakeup_.close();
    if (server_) {
        server_->close();
    }
    for (auto* const worker : workers_) {
        worker->stop();
    }
    if (webhooks_) {
        webhooks_->stop();
    }
    const auto deadline = std::chrono::steady_clock::now() + stop_limit;
    while (busy() && std::chrono::steady_clock::now() < deadline) {
        co_await pause_for(10ms);
    }
    log::info("stopped", {{"in_order", !busy()}});
    io_.stop();
}

bool App::busy() const {
    return (outbox_ && outbox_->busy()) || (server_ && server_->busy()) ||
           std::any_of(workers_.begin(), workers_.end(), [](const Worker* worker) {
               return worker->running();
           });
}

} // namespace vorrang
