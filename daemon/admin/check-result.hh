#pragma once

#include <string>
#include <vector>

namespace vorrang::admin {

/// One line of `vorrang check`.
struct CheckResult {
    /// `skipped`: it could not be looked at, which is neither good nor bad.
    enum class Verdict { ok, skipped, warn, failed };
    Verdict verdict = Verdict::ok;
    std::string what;    ///< which part was looked at; for a rule its stable name, "postfix/milter"
    std::string finding; ///< what was found, in one sentence
    std::string remedy;  ///< what to do if it is not ok: a sentence, or the exact line of `place`
    std::string place{}; ///< where that line belongs: "run" (a shell), "psql", or a file
    bool detail = false; ///< when it is ok, only --verbose and --json tell it
};

/// The lines as `ok`, `skip`, `WARN` and `FAIL` with the remedy, and how many there are of each.
/// Without `verbose` good details are only counted.
[[nodiscard]] std::string check_text(const std::vector<CheckResult>& results, bool verbose);

/// All of them as a JSON array.
[[nodiscard]] std::string check_json(const std::vector<CheckResult>& results);

} // namespace vorrang::admin
