#pragma once

#include "core/config.hh"
#include "core/pg/pool.hh"
#include "core/result.hh"
#include "milter/agent-reply.hh"
#include "milter/desk.hh"
#include "milter/directory-watch.hh"
#include "milter/listener.hh"
#include "milter/pg-observer.hh"
#include "milter/pg-store.hh"
#include "milter/wake.hh"

#include <string>

namespace vorrang::milter {

/// What the configuration says to sessions.
[[nodiscard]] Settings to_settings(const Config& config);

/// The running milter: its parts, its socket, its signals.
class Program {
  public:
    Program(const Config& config, std::string config_path, std::string boot_id);

    /// Opens the socket and serves until SIGTERM. Does not return after a start that went well:
    /// the process ends here, since libmilter's threads cannot be waited for in less than seconds.
    [[nodiscard]] Result<void> run();

  private:
    void serve(const Listener& listener);
    void reload();
    [[noreturn]] void stop(const Listener& listener);

    Config config_;
    std::string config_path_;
    SystemClock clock_;
    SettingsSource settings_;
    Wake wake_;
    pg::Pool pool_;
    DirectoryWatch directory_;
    PgStore store_;
    AgentReply agents_;
    PgObserver observer_;
    AttemptLog attempts_;
    Desk desk_;
};

} // namespace vorrang::milter
