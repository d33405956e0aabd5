#include "milter/program.hh"

#include "core/log.hh"
#include "core/mail/address.hh"
#include "core/pg/options.hh"
#include "milter/callbacks.hh"
#include "milter/signals.hh"

#include <fmt/format.h>
#include <libmilter/mfapi.h>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

namespace vorrang::milter {

namespace {

/// A commit under way at SIGTERM may still end and be answered; after that long nobody waits.
constexpr std::chrono::seconds drain_limit{10};
/// Between the end of our work on a mail and the end of libmilter's writing of the answer.
constexpr std::chrono::milliseconds answer_time{50};

pg::ConnectOptions database_options(const Config& config) {
    return pg::service_options(config.database, config.milter, "vorrang-milter");
}

Result<void> check_spool(const std::string& directory) {
    if (::access(directory.c_str(), W_OK | X_OK) != 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot write in the spool directory {}", directory),
                    "create it and give it to the user the milter runs as, or set "
                    "`spool_directory` in [milter]");
    }
    return {};
}

void serve_sessions() {
    Signals::leave_to_main_thread();
    if (smfi_main() != MI_SUCCESS) {
        log::error("libmilter.failed", {});
    }
    Signals::end_wait();
}

} // namespace

Settings to_settings(const Config& config) {
    Settings settings;
    settings.hostname = config.desk.hostname;
    for (const auto& alias : config.desk.aliases) {
        const auto mailbox = mail::parse_path(alias);
        settings.aliases.push_back(mailbox ? mailbox->key() : alias);
    }
    settings.authserv_ids = config.milter.authserv_id;
    settings.verified_daemons = config.milter.verified_daemons;
    settings.reentry_daemons = config.milter.reentry_daemons;
    settings.outbox_daemons = config.milter.outbox_daemons;
    settings.spool_directory = config.milter.spool_directory;
    settings.template_directory = config.desk.template_directory;
    settings.discard = config.milter.discard;
    return settings;
}

Program::Program(const Config& config, std::string config_path, std::string boot_id)
    : config_(config)
    , config_path_(std::move(config_path))
    , settings_(to_settings(config))
    , wake_(config.daemon.wake_socket)
    , pool_(database_options(config),
            static_cast<int>(config.milter.connections),
            config.milter.connection_wait)
    , directory_(database_options(config), pool_)
    , store_(pool_, wake_, std::move(boot_id))
    , agents_(store_)
    , observer_(database_options(config))
    , desk_{settings_, directory_, store_, agents_, observer_, clock_, attempts_} {}

Result<void> Program::run() {
    if (const auto spool = check_spool(config_.milter.spool_directory); !spool) {
        return spool;
    }
    if (const auto registered = register_filter(desk_); !registered) {
        return registered;
    }
    const auto listener = Listener::open(config_.milter);
    if (!listener) {
        return pass_on(listener);
    }
    if (const auto listening = Signals::listen(); !listening) {
        return listening;
    }
    directory_.start();
    observer_.start();
    std::thread(serve_sessions).detach();
    log::info("started", {{"socket", config_.milter.socket}, {"config", config_path_}});
    serve(*listener);
    return {};
}

void Program::serve(const Listener& listener) {
    while (true) {
        switch (Signals::wait()) {
        case Signal::reload:
            reload();
            break;
        case Signal::stop:
        case Signal::ended:
            stop(listener);
        }
    }
}

void Program::reload() {
    const auto fresh = load_config(config_path_);
    if (!fresh) {
        log::error("config.refused", {{"error", fresh.error().text}, {"hint", fresh.error().hint}});
        return;
    }
    if (const auto reopened = log::reopen(); !reopened) {
        log::error("log.failed", {{"error", reopened.error().text}});
    }
    settings_.replace(to_settings(*fresh));
    const auto directory = directory_.refresh();
    log::info("config.reloaded", {{"config", config_path_}, {"directory", directory.has_value()}});
}

void Program::stop(const Listener& listener) {
    using std::chrono::steady_clock;
    log::info("stopping", {{"mails", mails_being_finished()}});
    listener.withdraw();
    close_filter();
    const auto limit = steady_clock::now() + drain_limit;
    while (mails_being_finished() + observer_.under_way() > 0 && steady_clock::now() < limit) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::this_thread::sleep_for(answer_time);
    log::info("stopped", {{"unfinished", mails_being_finished()}});
    std::_Exit(EXIT_SUCCESS);
}

} // namespace vorrang::milter
