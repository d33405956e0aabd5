#pragma once

#include <string>
#include <string_view>

namespace vorrang::milter {

/// A sentence as smfi_setreply wants it: one line of printable ASCII, `%` doubled (it would be read
/// as a format), cut to the length a reply line may have. Umlauts of names stay readable.
[[nodiscard]] std::string reply_text(std::string_view sentence);

} // namespace vorrang::milter
