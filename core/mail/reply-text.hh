#pragma once

#include "core/result.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What must not stand in a text that leaves.
struct CleanRules {
    std::vector<std::string> private_addresses; ///< of agents, lower-case
    std::string replacement;                    ///< the channel's address, in their place
};

/// What is wanted of one text part.
struct CleanTask {
    bool commands = false; ///< it is the reply's own text: leading command lines go
    bool frozen = false;   ///< it is signed: nothing may be changed
};

/// A plain text (in any charset whose ASCII is ASCII) without commands, row prefixes, X-Vorrang
/// lines, note tokens and private addresses. Refuses where what must go cannot: in a signed text,
/// also one signed inline by PGP.
[[nodiscard]] Result<std::string>
clean_plain(std::string_view text, const CleanTask& task, const CleanRules& rules);

/// The same for an HTML text; its tags stay as they are.
[[nodiscard]] Result<std::string>
clean_html(std::string_view html, const CleanTask& task, const CleanRules& rules);

/// Note tokens and private addresses out of any bytes.
[[nodiscard]] std::string without_secrets(std::string_view text, const CleanRules& rules);

/// The refusal for a part that must not be changed.
[[nodiscard]] tl::unexpected<Error> refuse_signed(std::string_view what);

} // namespace vorrang::mail
