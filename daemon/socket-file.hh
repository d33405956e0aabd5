#pragma once

#include "core/result.hh"

#include <string>

namespace vorrang {

/// Makes way for a UNIX socket at `path`: removes what a killed vorrangd left. Refuses when another
/// process still listens there, or when something other than a socket has that name.
Result<void> clear_socket_path(const std::string& path);

/// Mode 0660 and, if one is named, the group: whoever may open the socket is trusted.
Result<void> restrict_socket(const std::string& path, const std::string& group);

} // namespace vorrang
