#pragma once

#include "core/api/agent-reply.hh"
#include "core/mail/agent-lines.hh"

namespace vorrang::milter {

/// The time that an agent's lines say, as the database takes it.
[[nodiscard]] api::BookedTime booked_time(const mail::AgentLines& lines);

} // namespace vorrang::milter
