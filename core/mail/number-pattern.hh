#pragma once

#include "core/mail/check-digit.hh"
#include "core/result.hh"

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// Bytes of the separator that stands at `at`: a blank, no-break space, hyphen or dash, `.`, `/`,
/// `_`, `:`; 0 for anything else.
[[nodiscard]] std::size_t separator_at(std::string_view text, std::size_t at);

/// A number without separators and with letters in upper case, as the database compares it.
[[nodiscard]] std::string normal_number(std::string_view text);

/// What a number looks like, for example `SN-###-##`:
/// - `#` a digit, `@` a letter, `?` one of both
/// - a separator (see separator_at): any separators, or none
/// - `[…]` may be missing, not within another
/// - `{…}` at the end: this is the number, and what stands before it only introduces it
/// - any other letter or digit: itself, in either case
/// Time is linear in the text: no part of it is read twice for one place.
class NumberPattern {
  public:
    /// Fails (code data) with what is wrong and how to write it.
    [[nodiscard]] static Result<NumberPattern> read(std::string_view pattern);

    struct Match {
        std::size_t end = 0;   ///< behind it
        std::size_t begin = 0; ///< of the number itself
    };

    /// The longest match that begins at `at` and is no piece of a longer number.
    [[nodiscard]] std::optional<Match> match(std::string_view text, std::size_t at) const;

    /// May a match begin at `at`, as far as two characters tell? Spares the look at most places.
    [[nodiscard]] bool may_begin(std::string_view text, std::size_t at) const {
        return first_[static_cast<unsigned char>(text[at])] && at + 1 < text.size() &&
               second_[static_cast<unsigned char>(text[at + 1])];
    }

  private:
    enum class Kind { digit, letter, either, separator, itself };

    struct Element {
        Kind kind = Kind::itself;
        char c = 0;                        ///< upper case
        std::optional<std::size_t> skip{}; ///< begins what may be missing: what stands behind it
    };

    struct Walk;

    [[nodiscard]] static bool fits(const Element& element, char c);
    [[nodiscard]] Result<void> check() const;
    void note_beginnings();

    std::vector<Element> elements_;
    std::size_t number_ = 0; ///< where `{` stands
    std::bitset<256> first_;
    std::bitset<256> second_;
};

} // namespace vorrang::mail
