#pragma once

#include <string>
#include <vector>

namespace vorrang::milter {

/// What a session needs of the configuration. Read whole at start and at SIGHUP; a mail keeps the
/// settings it began with.
struct Settings {
    std::string hostname;                  ///< in our Received
    std::vector<std::string> aliases;      ///< desk addresses that Postfix rewrites, normal form
    std::vector<std::string> authserv_ids; ///< whose Authentication-Results are believed …
    std::vector<std::string> verified_daemons; ///< … on these smtpd services only
    std::vector<std::string> reentry_daemons;  ///< smtpd services behind the desk's transport
    std::vector<std::string> outbox_daemons;   ///< smtpd services vorrangd hands mail to
    std::string spool_directory;
    std::string template_directory; ///< whose canned replies an agent may name
    bool discard =
        true; ///< forget a mail that has no recipient left, instead of only taking them off
};

} // namespace vorrang::milter
