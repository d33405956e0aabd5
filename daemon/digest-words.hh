#pragma once

#include "daemon/job.hh"

#include <string>

namespace vorrang {

/// "Digest: 3 new tickets, 2 escalated". The facts are those of vorrang.digest_facts, as "lines".
[[nodiscard]] std::string digest_summary(const Job& facts);

/// A line for each thing, 100 at most.
[[nodiscard]] std::string digest_text(const Job& facts);

} // namespace vorrang
