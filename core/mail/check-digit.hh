#pragma once

#include <optional>
#include <string_view>

namespace vorrang::mail {

/// How the last digits of a number are made of the others, so that a slip of the pen shows.
enum class CheckDigit {
    none,
    luhn,  ///< of its digits, from the right every second one doubled: the sum ends in 0
    mod97, ///< ISO 7064 MOD 97-10, as in an LEI: letters count 10 to 35, the whole leaves 1
    mod11, ///< as in an ISBN-10: weights 1, 2, … 10, 2, … from the right, X is 10: the sum leaves 0
    ean, ///< as in an EAN or GTIN: weights 1, 3, 1, … from the right: the sum ends in 0
};

/// none, luhn, mod97, mod11, ean; nothing for another word.
[[nodiscard]] std::optional<CheckDigit> check_digit_named(std::string_view word);

/// Does the number keep to it? `number` is ASCII without separators, letters in upper case. Letters
/// before the digits (a prefix) do not count for luhn, mod11 and ean.
[[nodiscard]] bool check_digit_holds(CheckDigit scheme, std::string_view number);

} // namespace vorrang::mail
