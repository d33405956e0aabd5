#pragma once

#include "daemon/admin/context.hh"

#include <string>
#include <vector>

namespace vorrang::admin {

/// One line of `vorrang check`.
struct CheckResult {
    enum class Verdict { ok, warn, failed };
    Verdict verdict = Verdict::ok;
    std::string what;    ///< which part was looked at
    std::string finding; ///< what was found
    std::string remedy;  ///< what to do, if it is not ok
};

/// Looks whether all parts work together: database, schema, calendars, milter, vorrangd, and every
/// channel's address at an smtpd (`smtp`, else check_smtp). Returns 0 if nothing failed, else 69.
[[nodiscard]] Result<int> run_check(const Context& context, const std::string& smtp);

/// The lines as `ok`, `WARN` and `FAIL` with the remedy.
[[nodiscard]] std::string check_text(const std::vector<CheckResult>& results);

} // namespace vorrang::admin
