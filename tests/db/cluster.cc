#include "tests/db/cluster.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <memory>

namespace vorrang::test {

Cluster* Cluster::get() {
    static const auto cluster =
        std::make_unique<Cluster>(fmt::format("/var/tmp/vorrang-db-{}", ::getpid()));
    return cluster->up_ ? cluster.get() : nullptr;
}

Cluster::Cluster(std::string folder)
    : folder_(std::move(folder))
    , up_(run("up", "--no-schema")) {}

Cluster::~Cluster() {
    (void)run("down");
}

bool Cluster::run(const std::string& verb, const std::string& more) const {
    const auto command = fmt::format("{}/tests/support/throwaway-cluster {} {} {} >/dev/null 2>&1",
                                     VORRANG_SOURCE_DIR,
                                     verb,
                                     folder_,
                                     more);
    return std::system(command.c_str()) == 0;
}

pg::ConnectOptions Cluster::options(const std::string& user) const {
    return {.dsn = fmt::format("host={}/sock dbname=vorrang", folder_),
            .user = user,
            .passfile = "",
            .program = "vorrang-test",
            .connect_timeout_s = 5,
            .statement_timeout_ms = 2000};
}

void Cluster::empty() const {
    (void)run(
        "psql",
        "vorrang_owner -c 'drop schema if exists vorrang, vorrang_api, vorrang_meta cascade'");
}

void Cluster::kill() const {
    (void)run("kill");
}

void Cluster::start() const {
    (void)run("start");
}

} // namespace vorrang::test
