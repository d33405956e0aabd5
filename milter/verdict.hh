#pragma once

namespace vorrang::milter {

/// What the MTA shall do after a stage. `refuse` and `defer` go with the words of
/// MtaActions::reply.
enum class Verdict {
    go_on,   ///< show us the next stage
    accept,  ///< take this mail as it is, show us no more of it
    refuse,  ///< 5xx
    defer,   ///< 4xx
    discard, ///< say 250 and forget the mail: we have it, or somebody must not get it twice
};

} // namespace vorrang::milter
