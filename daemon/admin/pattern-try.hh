#pragma once

#include "core/result.hh"
#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// `vorrang pattern try`: prints which numbers the mail in `file` ("-": standard input), or else
/// `text`, names, whose they are, and what was taken for none. Nothing is written.
[[nodiscard]] Result<int>
run_pattern_try(const Context& context, const std::string& file, const std::string& text);

} // namespace vorrang::admin
