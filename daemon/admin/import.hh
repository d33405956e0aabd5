#pragma once

#include "daemon/admin/context.hh"
#include "daemon/admin/import-columns.hh"

#include <string>

namespace vorrang::admin {

/// import KIND FILE: makes the file's rows true, all or none, in one transaction; "-": standard
/// input. With `dry_run` the transaction is rolled back at its end. Mistakes go to standard error,
/// a line each; the error that is returned then says how many.
[[nodiscard]] Result<int>
run_import(const Context& context, const ImportSpec& spec, const std::string& file, bool dry_run);

} // namespace vorrang::admin
