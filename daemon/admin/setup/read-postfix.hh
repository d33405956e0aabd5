#pragma once

#include "core/result.hh"
#include "daemon/admin/setup/postfix-world.hh"

#include <string>

namespace vorrang::admin::setup {

/// Asks `postconf` about the Postfix in a directory. Error no_such: there is none on this host.
[[nodiscard]] Result<PostfixPicture> read_postfix(const std::string& directory);

/// Asks `postmap -q` about one key.
[[nodiscard]] MapAnswer
ask_postmap(const std::string& directory, const std::string& map, const std::string& key);

} // namespace vorrang::admin::setup
