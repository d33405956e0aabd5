#pragma once

#include "daemon/repeated.hh"

#include <functional>
#include <memory>
#include <vector>

namespace vorrang {

/// What the role `clocks` keeps true beside the clocks: the chain over the history (each half
/// minute), the classes that turnover makes, the contingents of the month (each quarter of an
/// hour). `carried_out` is called when tickets may have changed.
[[nodiscard]] std::vector<std::unique_ptr<Repeated>>
upkeep(PgSessions& sessions, const Clock& clock, const std::function<void()>& carried_out);

} // namespace vorrang
