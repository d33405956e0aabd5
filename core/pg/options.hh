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

} // namespace vorrang::pg
