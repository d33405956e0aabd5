#pragma once

#include "core/pg/connection.hh"
#include "core/result.hh"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::api {

/// PostgreSQL's own settings, as far as the desk depends on them. This is no part of the schema:
/// any role may ask, before there is one.
struct ServerSettings {
    /// A value that a role or a database has of its own (`alter role … set …`).
    struct Override {
        std::string role; ///< empty: all roles
        std::string name;
        std::string value;
        bool here_only = false; ///< for this database
    };

    int version = 0; ///< 150018: 15.18
    std::string database;
    std::map<std::string, std::string> server; ///< as this session has them
    std::vector<Override> overrides;           ///< the more special ones last

    /// A setting as a session of that role gets it.
    [[nodiscard]] std::string value(std::string_view role, std::string_view name) const;
    /// The override that decides; nullptr: the server's own value does.
    [[nodiscard]] const Override* deciding(std::string_view role, std::string_view name) const;
};

[[nodiscard]] Result<ServerSettings> read_server_settings(pg::Connection& connection);

/// Whether PostgreSQL's time zone data knows a name.
[[nodiscard]] bool knows_zone(pg::Connection& connection, const std::string& zone);

} // namespace vorrang::api
