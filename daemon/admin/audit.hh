#pragma once

#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// `audit export`: the history of all tickets from one day to another ("": from the beginning, to
/// the end), a JSON object a line.
Result<int>
run_audit_export(const Context& context, const std::string& from, const std::string& until);

/// `audit verify`: reckons the chain anew. `anchor`: a link and its chain as an earlier run told it
/// ("": none). Exit code 1: something was changed; what, is told.
Result<int> run_audit_verify(const Context& context, const std::string& anchor);

} // namespace vorrang::admin
