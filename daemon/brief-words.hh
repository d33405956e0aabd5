#pragma once

#include "daemon/job.hh"

#include <string>

namespace vorrang {

/// "Good morning: 3 tickets are due until 12:00, 2 more of yours". The facts are those of
/// vorrang.brief_facts.
[[nodiscard]] std::string brief_summary(const Job& facts);

/// The brief itself: a heading and the lines of each part that is not empty, 20 lines at most.
[[nodiscard]] std::string brief_text(const Job& facts);

} // namespace vorrang
