#pragma once

#include <string>
#include <string_view>

/// Debian changes struct layouts of Dovecot in security updates without changing its ABI string, so
/// a plugin may only run beside the very revision it was built with.
namespace vorrang::debian {

/// The installed version of `package` as /var/lib/dpkg/status tells it; empty if it is not
/// installed.
[[nodiscard]] std::string installed_version(std::string_view dpkg_status, std::string_view package);

/// Why the plugin must not run beside `dovecot-core` as installed here; empty if it may.
[[nodiscard]] std::string why_not_beside(const std::string& status_path,
                                         std::string_view built_with);

} // namespace vorrang::debian
