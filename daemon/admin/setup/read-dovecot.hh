#pragma once

#include "core/result.hh"
#include "daemon/admin/setup/dovecot-picture.hh"

#include <span>
#include <string>

namespace vorrang::admin::setup {

/// Asks `doveconf` about the Dovecot of a configuration file, the plugin's file and dpkg about
/// their revisions, and `doveadm user` about the first 20 of these logins (which needs a running
/// Dovecot). `socket` is vorrangd's.
/// Error no_such: there is none on this host.
[[nodiscard]] Result<DovecotPicture> read_dovecot(const std::string& file,
                                                  std::span<const std::string> logins,
                                                  const std::string& socket);

} // namespace vorrang::admin::setup
