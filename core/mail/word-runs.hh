#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace vorrang::mail {

/// So many words in a row are nobody's chance.
inline constexpr std::size_t run_length = 8;

/// The words of a UTF-8 text in lower case (ASCII, German umlauts), without the punctuation around
/// them; quote marks, bullets and dashes are none. An address or a link is one word.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// A hash for each run of run_length words, in linear time; of at most `words_limit` words.
inline constexpr std::size_t words_limit_of_runs = std::size_t{1} << 16;
using WordRuns = std::unordered_set<std::uint64_t>;
[[nodiscard]] WordRuns word_runs(std::string_view text);

/// The text up to a closing formula on a line of its own ("Kind regards", "Viele Grüße"): what
/// stands below is a signature. All of it if there is none.
[[nodiscard]] std::string_view before_closing(std::string_view text);

} // namespace vorrang::mail
