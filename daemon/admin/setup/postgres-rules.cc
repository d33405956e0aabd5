#include "daemon/admin/setup/postgres-rules.hh"

#include <fmt/format.h>

#include <array>
#include <charconv>

/// Whether a commit of PostgreSQL is the promise that a 250 makes of it.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;

constexpr int kOldestVersion = 150000;
// LISTEN, the admin, a backup, and what is being restarted.
constexpr std::int64_t kSpareConnections = 5;

std::int64_t number_of(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// `alter role … set` keeps the word that was written.
bool is_off(const std::string& value) {
    return value == "off" || value == "false" || value == "no" || value == "0";
}

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + "\"";
}

/// The statement that sets a value where the wrong one stands.
std::string setting_line(const api::ServerSettings& server,
                         const std::string& role,
                         const std::string& setting,
                         const std::string& value) {
    const auto* const own = server.deciding(role, setting);
    if (own == nullptr) {
        return fmt::format("alter system set {} = {}; select pg_reload_conf();", setting, value);
    }
    if (own->role.empty() && !own->here_only) {
        return fmt::format("alter role all set {} = {};", setting, value);
    }
    if (own->role.empty()) {
        return fmt::format(
            "alter database {} set {} = {};", quoted(server.database), setting, value);
    }
    return fmt::format("alter role {} {}set {} = {};",
                       quoted(own->role),
                       own->here_only ? fmt::format("in database {} ", quoted(server.database))
                                      : "",
                       setting,
                       value);
}

void must_not_be_off(const PostgresWorld& world,
                     const std::string& role,
                     const std::string& setting,
                     const std::string& harm,
                     Complaints& complaints) {
    if (!is_off(world.server.value(role, setting))) {
        return;
    }
    const auto who = role.empty() ? "" : " for the role " + role;
    auto line = setting_line(world.server, role, setting, "on");
    for (const auto& complaint : complaints) {
        if (complaint.line == line) {
            return;
        }
    }
    complaints.push_back({Verdict::failed,
                          fmt::format("{} is off{}: {}", setting, who, harm),
                          "psql",
                          std::move(line)});
}

Complaints synchronous_commit(const PostgresWorld& world) {
    Complaints complaints;
    for (const auto& role :
         {world.config.milter.database_user, world.config.daemon.database_user}) {
        must_not_be_off(world,
                        role,
                        "synchronous_commit",
                        "mail that was answered with 250 is lost in a crash",
                        complaints);
    }
    return complaints;
}

Complaints fsync(const PostgresWorld& world) {
    Complaints complaints;
    must_not_be_off(
        world, "", "fsync", "a power failure loses mail and may destroy the database", complaints);
    return complaints;
}

Complaints full_page_writes(const PostgresWorld& world) {
    Complaints complaints;
    must_not_be_off(
        world, "", "full_page_writes", "a power failure may destroy the database", complaints);
    return complaints;
}

Complaints connections(const PostgresWorld& world) {
    const auto most = number_of(world.server.value("", "max_connections"));
    const auto reserved = number_of(world.server.value("", "superuser_reserved_connections"));
    const auto wanted =
        world.config.milter.connections + world.config.daemon.connections + kSpareConnections;
    if (most - reserved >= wanted) {
        return {};
    }
    return {{Verdict::failed,
             fmt::format("max_connections is {}, and the pools of one host want {}: mail would be "
                         "deferred when they fill",
                         most,
                         wanted + reserved),
             "psql, then restart PostgreSQL",
             fmt::format("alter system set max_connections = {};", wanted + reserved)}};
}

Complaints version(const PostgresWorld& world) {
    if (world.server.version >= kOldestVersion) {
        return {};
    }
    return {{Verdict::failed,
             fmt::format("PostgreSQL {} is older than 15", world.server.version / 10000),
             "run",
             "apt-get install postgresql-15"}};
}

Complaints encoding(const PostgresWorld& world) {
    const auto found = world.server.value("", "server_encoding");
    if (found == "UTF8") {
        return {};
    }
    return {
        {Verdict::failed,
         fmt::format("the database is encoded in {}: mails hold every script of the world", found),
         "psql, on a database without tickets",
         fmt::format("create database {} owner {} template template0 encoding 'UTF8';",
                     quoted(world.server.database),
                     quoted(world.config.admin.owner_user))}};
}

Complaints zones(const PostgresWorld& world) {
    Complaints complaints;
    for (const auto& zone : world.unknown_zones) {
        complaints.push_back(
            {Verdict::failed,
             fmt::format("PostgreSQL does not know the time zone {} of a channel", zone),
             "run",
             "apt-get install tzdata && systemctl restart postgresql"});
    }
    return complaints;
}

constexpr std::array kRules{
    Rule<PostgresWorld>{
        "postgres/synchronous-commit", "a commit is on disk before its 250", synchronous_commit},
    Rule<PostgresWorld>{"postgres/fsync", "what is written reaches the disk", fsync},
    Rule<PostgresWorld>{"postgres/full-page-writes", "no page is half written", full_page_writes},
    Rule<PostgresWorld>{"postgres/connections", "the pools find room", connections},
    Rule<PostgresWorld>{"postgres/version", "it is 15 or newer", version},
    Rule<PostgresWorld>{"postgres/encoding", "the database holds every script", encoding},
    Rule<PostgresWorld>{"postgres/time-zones", "the channels' time zones are known", zones},
};

} // namespace

std::span<const Rule<PostgresWorld>> postgres_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
