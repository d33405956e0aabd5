#pragma once

#include "core/result.hh"
#include "daemon/admin/context.hh"

#include <optional>
#include <string>
#include <vector>

namespace vorrang::admin {

/// What the command line says.
struct CommandLine {
    std::string config_option; ///< of --config; empty: not given
    bool json = false;
    std::optional<Instant> now; ///< of --now, for tests
    Command command;
    std::string help; ///< asked for: to be printed instead of running anything
};

/// Reads the words after the program's name. Errors are of code usage.
[[nodiscard]] Result<CommandLine> parse_command_line(const std::vector<std::string>& words);

} // namespace vorrang::admin
