#include "core/api/server-settings.hh"

#include <algorithm>

namespace vorrang::api {
namespace {

constexpr const char* kSettings = R"(
select name, setting
  from pg_catalog.pg_settings
 where name in ('server_version_num', 'server_encoding', 'synchronous_commit', 'fsync',
                'full_page_writes', 'max_connections', 'superuser_reserved_connections')
union all
select 'database', current_database())";

// From the general to the special, as PostgreSQL applies them.
constexpr const char* kOverrides = R"(
select coalesce(r.rolname, '') as role,
       split_part(c.entry, '=', 1) as name,
       substr(c.entry, position('=' in c.entry) + 1) as value,
       s.setdatabase <> 0 as here_only
  from pg_catalog.pg_db_role_setting s
  cross join lateral unnest(s.setconfig) as c(entry)
  left join pg_catalog.pg_roles r on r.oid = s.setrole
 where s.setdatabase in (0, (select oid from pg_catalog.pg_database
                              where datname = current_database()))
 order by s.setrole <> 0, s.setdatabase <> 0)";

} // namespace

const ServerSettings::Override* ServerSettings::deciding(std::string_view role,
                                                         std::string_view name) const {
    const auto found = std::find_if(overrides.rbegin(), overrides.rend(), [&](const Override& one) {
        return one.name == name && (one.role.empty() || one.role == role);
    });
    return found == overrides.rend() ? nullptr : &*found;
}

std::string ServerSettings::value(std::string_view role, std::string_view name) const {
    if (const auto* own = deciding(role, name); own != nullptr) {
        return own->value;
    }
    const auto found = server.find(std::string(name));
    return found == server.end() ? "" : found->second;
}

Result<ServerSettings> read_server_settings(pg::Connection& connection) {
    const auto settings = connection.exec(kSettings);
    if (!settings) {
        return pass_on(settings);
    }
    const auto overrides = connection.exec(kOverrides);
    if (!overrides) {
        return pass_on(overrides);
    }
    ServerSettings out;
    for (int row = 0; row < settings->size(); ++row) {
        out.server[std::string(settings->text(row, 0))] = settings->text(row, 1);
    }
    for (int row = 0; row < overrides->size(); ++row) {
        out.overrides.push_back({std::string(overrides->text(row, 0)),
                                 std::string(overrides->text(row, 1)),
                                 std::string(overrides->text(row, 2)),
                                 overrides->boolean(row, 3)});
    }
    out.version = std::stoi(out.server["server_version_num"]);
    out.database = out.server["database"];
    return out;
}

bool knows_zone(pg::Connection& connection, const std::string& zone) {
    return connection.exec("select now() at time zone $1", pg::Params().text(zone)).has_value();
}

} // namespace vorrang::api
