#pragma once

#include "core/result.hh"
#include "milter/desk.hh"

#include <string>

namespace vorrang::milter {

/// Makes the filter known to libmilter: which stages and actions it uses, and whose desk the
/// sessions serve. Once per process, before the socket is opened.
[[nodiscard]] Result<void> register_filter(const Desk& desk);

/// From now on every stage is answered by 4xx: the program is about to end. (smfi_stop() waits for
/// libmilter's poll and so takes seconds.)
void close_filter();

/// Mails at this moment between their end and our verdict: a commit may be under way.
[[nodiscard]] int mails_being_finished();

} // namespace vorrang::milter
