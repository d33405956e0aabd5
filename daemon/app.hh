#pragma once

#include "core/clock.hh"
#include "core/config.hh"
#include "core/result.hh"
#include "daemon/articles.hh"
#include "daemon/asio.hh"
#include "daemon/calendars.hh"
#include "daemon/covers.hh"
#include "daemon/desk/desk.hh"
#include "daemon/desk/projector.hh"
#include "daemon/desk/server.hh"
#include "daemon/notices.hh"
#include "daemon/outbox.hh"
#include "daemon/pg-listener.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/sla-watch.hh"
#include "daemon/upkeep.hh"
#include "daemon/wakeup.hh"
#include "daemon/webhooks.hh"

#include <memory>
#include <string>
#include <vector>

namespace vorrang {

/// vorrangd as a whole: builds the components that its roles ask for, runs them, stops them.
class App {
  public:
    App(Config config, const Clock& clock);

    /// Opens the sockets and starts the workers. An absent database is no error: it may come.
    Result<void> start();

    /// Until SIGTERM or SIGINT; what is under way gets a moment to end.
    void run();

  private:
    [[nodiscard]] bool has_role(const std::string& role) const;
    Result<void> start_outbox();
    void start_clocks();
    Result<void> start_folders();
    void attend(Worker& worker);
    awaitable<void> obey_signals();
    awaitable<void> stop();
    [[nodiscard]] bool busy() const;

    Config config_;
    const Clock& clock_;
    asio::io_context io_;
    asio::thread_pool pool_;
    PgSessions sessions_;
    Wakeup wakeup_;
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<Webhooks> webhooks_;
    std::unique_ptr<SlaWatch> clocks_;
    std::unique_ptr<Notices> notices_;
    std::unique_ptr<Covers> covers_;
    std::unique_ptr<Articles> articles_;
    std::unique_ptr<Calendars> calendars_;
    std::vector<std::unique_ptr<Repeated>> upkeep_;
    std::unique_ptr<desk::Projector> projector_;
    std::unique_ptr<desk::Watchers> watchers_;
    std::unique_ptr<desk::Desk> desk_;
    std::unique_ptr<desk::Server> server_;
    std::unique_ptr<PgListener> listener_;
    std::vector<Worker*> workers_;
};

} // namespace vorrang
