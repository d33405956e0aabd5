#pragma once

#include "core/config.hh"
#include "core/pg/connection.hh"
#include "daemon/admin/check-result.hh"

#include <string>
#include <vector>

/// Reads each program's picture and asks its rules.
namespace vorrang::admin::setup {

/// Addresses of the channels, by what becomes of their mail.
struct ChannelAddresses {
    std::vector<std::string> taken; ///< comes to the desk: auto, triage
    std::vector<std::string> left;  ///< is left alone: off, observe
};

/// The line that leads an address to the desk in that Postfix; "" if it has no REENTRY, or is not
/// here.
[[nodiscard]] std::string
transport_line(const std::string& directory, const Config& config, const std::string& address);

/// `directory` holds main.cf; empty: not asked for.
void check_postfix(const std::string& directory,
                   const Config& config,
                   const ChannelAddresses& addresses,
                   std::vector<CheckResult>& results);

/// `file` is dovecot.conf; empty: not asked for. `logins` are the agents'.
void check_dovecot(const std::string& file,
                   const Config& config,
                   const std::vector<std::string>& logins,
                   std::vector<CheckResult>& results);

/// By a session of any of our roles.
void check_postgres(pg::Connection& connection,
                    const Config& config,
                    const std::vector<std::string>& zones,
                    std::vector<CheckResult>& results);

} // namespace vorrang::admin::setup
