#include "milter/booked-time.hh"

namespace vorrang::milter {
namespace {

std::optional<int> count(const std::optional<std::chrono::minutes>& minutes) {
    return minutes ? std::optional(static_cast<int>(minutes->count())) : std::nullopt;
}

} // namespace

api::BookedTime booked_time(const mail::AgentLines& lines) {
    return {count(lines.time), count(lines.time_start), lines.time_comment};
}

} // namespace vorrang::milter
