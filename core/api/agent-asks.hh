#pragma once

#include "core/clock.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"

#include <string>
#include <utility>
#include <vector>

namespace vorrang::api {

/// Hands an agent's question to the desk over; returns why it is refused, "" if it is answered.
[[nodiscard]] Result<std::string>
agent_asks(pg::Connection& connection,
           const std::string& login,
           const std::vector<std::pair<std::string, std::string>>& lines,
           Instant now);

} // namespace vorrang::api
