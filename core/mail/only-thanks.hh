#pragma once

#include <string_view>

namespace vorrang::mail {

/// Do these words of a customer say nothing but thank you, in English or German? A greeting, a
/// closing formula and what stands below it do not count. Every other word must be one that thanks
/// are made of, so that in doubt a mail is more than thanks.
[[nodiscard]] bool says_only_thanks(std::string_view own_words);

/// The same of a whole mail: its writer's own words, without a question mark, and no file with it.
[[nodiscard]] bool is_only_thanks(std::string_view header, std::string_view body);

} // namespace vorrang::mail
