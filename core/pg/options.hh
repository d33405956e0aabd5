#pragma once

#include "core/config.hh"
#include "core/pg/connection.hh"

namespace vorrang::pg {

/// The connection options of one program: `connect_options(config.database, config.milter,
/// "vorrang-milter")`. Works for each section that has a database_user and a passfile.
template <typename Section>
[[nodiscard]] ConnectOptions
connect_options(const Config::Database& database, const Section& section, std::string program) {
    using namespace std::chrono;
    return {.dsn = database.dsn,
            .user = section.database_user,
            .passfile = section.passfile,
            .program = std::move(program),
            .connect_timeout_s =
                static_cast<int>(duration_cast<seconds>(database.connect_timeout).count()),
            .statement_timeout_ms = static_cast<int>(database.statement_timeout.count())};
}

/// The same, of a program that runs unattended: where it stops in the middle of a transaction, the
/// server does not keep the locks for it.
template <typename Section>
[[nodiscard]] ConnectOptions
service_options(const Config::Database& database, const Section& section, std::string program) {
    auto options = connect_options(database, section, std::move(program));
    options.idle_in_transaction_ms = options.statement_timeout_ms;
    return options;
}

} // namespace vorrang::pg
