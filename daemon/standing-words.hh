#pragma once

#include "daemon/job.hh"

#include <string>

namespace vorrang {

/// "Heyer Plan AG (A): 3 open, 1 escalated in 14 days"
[[nodiscard]] std::string standing_summary(const Job& standing);

/// How things stand with a customer, in lines: vorrang.standing_for.
[[nodiscard]] std::string standing_text(const Job& standing);

} // namespace vorrang
