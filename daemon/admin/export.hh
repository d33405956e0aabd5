#pragma once

#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// export --mbox DIRECTORY: everything in forms that other programs read, as of one instant: a file
/// CHANNEL.mbox for each channel, tickets.jsonl with state and history, a JSON file for each noun.
/// The directory must be empty or not there yet; `channel` ("": all) limits the tickets.
[[nodiscard]] Result<int>
run_export(const Context& context, const std::string& directory, const std::string& channel);

} // namespace vorrang::admin
