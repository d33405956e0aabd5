#pragma once

#include "core/api/server-settings.hh"
#include "core/config.hh"
#include "daemon/admin/setup/rule.hh"

#include <string>
#include <vector>

namespace vorrang::admin::setup {

/// What the rules about PostgreSQL look at.
struct PostgresWorld {
    const api::ServerSettings& server;
    const Config& config;
    std::vector<std::string> unknown_zones; ///< of channels, that its time zone data does not know
};

[[nodiscard]] std::span<const Rule<PostgresWorld>> postgres_rules();

} // namespace vorrang::admin::setup
