#pragma once

#include "daemon/admin/check-result.hh"
#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// How `vorrang check` is asked. What is empty is taken from the settings of [admin].
struct CheckOptions {
    std::string smtp;    ///< HOST:PORT of the smtpd at which addresses are probed
    std::string postfix; ///< the directory of Postfix's settings
    std::string dovecot; ///< Dovecot's configuration file
    bool verbose = false;
};

/// Looks whether all parts work together: database, schema, calendars, milter, vorrangd, the
/// settings of PostgreSQL, Postfix and Dovecot, and every channel's address at an smtpd. Returns 0
/// if nothing failed, else 69.
[[nodiscard]] Result<int> run_check(const Context& context, const CheckOptions& options);

} // namespace vorrang::admin
