#pragma once

#include "core/result.hh"

#include <functional>
#include <span>
#include <string>

namespace vorrang::admin {

/// Negotiates options with the milter at `socket` ("unix:PATH" or "inet:PORT@HOST") as Postfix
/// does, and says good-bye. What comes back is the milter's protocol version.
[[nodiscard]] Result<int> probe_milter(const std::string& socket);

/// Offers each address as a recipient to the smtpd at HOST:PORT, and sends nothing. `answer` gets
/// the address and the whole reply to RCPT.
[[nodiscard]] Result<void>
probe_recipients(const std::string& host_port,
                 std::span<const std::string> addresses,
                 const std::function<void(const std::string&, const std::string&)>& answer);

} // namespace vorrang::admin
