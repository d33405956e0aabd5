#include "core/mail/check-digit.hh"

#include <array>
#include <cstddef>
#include <utility>

namespace vorrang::mail {

namespace {

constexpr std::array<std::pair<std::string_view, CheckDigit>, 5> schemes = {
    {{"none", CheckDigit::none},
     {"luhn", CheckDigit::luhn},
     {"mod97", CheckDigit::mod97},
     {"mod11", CheckDigit::mod11},
     {"ean", CheckDigit::ean}}};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// What stands behind the letters of a prefix.
std::string_view without_prefix(std::string_view number) {
    while (!number.empty() && number.front() >= 'A' && number.front() <= 'Z') {
        number.remove_prefix(1);
    }
    return number;
}

/// The sum of each digit (from the right, counted from 0) as `worth` says; -1 if one is none.
template <typename Worth> int sum_of(std::string_view digits, Worth worth) {
    int sum = 0;
    for (std::size_t n = 0; n < digits.size(); ++n) {
        const char c = digits[digits.size() - 1 - n];
        if (!digit(c)) {
            return -1;
        }
        sum += worth(n, c - '0');
    }
    return digits.size() < 2 ? -1 : sum;
}

bool luhn_holds(std::string_view digits) {
    return sum_of(digits,
                  [](std::size_t n, int value) {
                      const int twice = 2 * value;
                      return n % 2 == 0 ? value : twice > 9 ? twice - 9 : twice;
                  }) %
               10 ==
           0;
}

bool ean_holds(std::string_view digits) {
    return sum_of(digits, [](std::size_t n, int value) { return n % 2 == 0 ? value : 3 * value; }) %
               10 ==
           0;
}

bool mod11_holds(std::string_view digits) {
    const bool is_ten = digits.ends_with('X');
    if (is_ten) {
        digits.remove_suffix(1);
    }
    // Behind the check digit the weights go 2 to 10 and begin again.
    const auto weight = [](std::size_t n) {
        return n == 0 ? 1 : static_cast<int>((n - 1) % 9) + 2;
    };
    const std::size_t first = is_ten ? 1 : 0;
    const int sum =
        sum_of(digits, [&](std::size_t n, int value) { return weight(n + first) * value; });
    return sum >= 0 && (sum + (is_ten ? 10 : 0)) % 11 == 0;
}

bool mod97_holds(std::string_view number) {
    int rest = 0;
    for (const char c : number) {
        if (digit(c)) {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return false;
        }
    }
    return number.size() > 2 && rest == 1;
}

} // namespace

std::optional<CheckDigit> check_digit_named(std::string_view word) {
    for (const auto& [name, scheme] : schemes) {
        if (name == word) {
            return scheme;
        }
    }
    return std::nullopt;
}

bool check_digit_holds(CheckDigit scheme, std::string_view number) {
    switch (scheme) {
    case CheckDigit::none:
        return true;
    case CheckDigit::luhn:
        return luhn_holds(without_prefix(number));
    case CheckDigit::ean:
        return ean_holds(without_prefix(number));
    case CheckDigit::mod11:
        return mod11_holds(without_prefix(number));
    case CheckDigit::mod97:
        return mod97_holds(number);
    }
    return false;
}

} // namespace vorrang::mail
