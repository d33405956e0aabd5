#pragma once

#include "core/clock.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"
#include "sql/embedded.hh"

#include <span>
#include <string>
#include <vector>

namespace vorrang::api {

/// What a schema is made from.
struct SchemaScripts {
    std::span<const SqlFile> migrations; ///< "0001-topic", "0002-…" without gap; each runs once
    std::span<const SqlFile> functions;  ///< run at every upgrade
    SqlFile grants;                      ///< run at every upgrade, last

    /// The schema version that a program with these scripts wants: the last migration's number.
    [[nodiscard]] int version() const { return static_cast<int>(migrations.size()); }
};

struct UpgradeReport {
    std::vector<std::string> applied; ///< the migrations that were not there yet
    int version = 0;
};

/// Brings the database to the scripts' schema; as the role that owns it. Each migration commits by
/// itself and is noted in vorrang_meta.migrations with its checksum, so a run that broke goes on
/// where it stopped. Functions and grants follow in one transaction: programs see the old ones or
/// the new ones. Refused, before anything is changed: a migration that is applied but has another
/// text now, a database that is newer than the scripts, a second upgrade at the same time.
[[nodiscard]] Result<UpgradeReport>
upgrade_schema(pg::Connection& connection, const SchemaScripts& scripts, Instant now);

/// The next ticket gets this number.
[[nodiscard]] Result<void> set_first_number(pg::Connection& connection, std::int64_t number);

/// Whether the database holds exactly these scripts; what is wrong, with the remedy, if not. Any of
/// our roles may ask.
[[nodiscard]] Result<void> check_schema(pg::Connection& connection, const SchemaScripts& scripts);

} // namespace vorrang::api
