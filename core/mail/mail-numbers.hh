#pragma once

#include "core/mail/number-pattern.hh"
#include "core/mail/own-words.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// Where a number stands in a mail, the place that says most first.
enum class NumberPlace { subject, text, signature, quote };

[[nodiscard]] std::string_view to_text(NumberPlace place);

struct NamedPattern {
    std::string key;
    NumberPattern pattern;
    CheckDigit check = CheckDigit::none;
};

/// What is looked for in mails.
struct NumberSearch {
    std::vector<NamedPattern> patterns;
    bool idents = false; ///< tokens that may be the number of an asset, whatever it looks like
    bool phones = false;

    [[nodiscard]] bool empty() const { return patterns.empty() && !idents && !phones; }
};

struct FoundNumber {
    std::string number; ///< normal_number; a phone number: digits, + before a country code
    NumberPlace place = NumberPlace::text;
    std::string pattern; ///< key; "" for a token that no pattern found

    bool operator==(const FoundNumber&) const = default;
};

struct MailNumbers {
    std::vector<FoundNumber> numbers; ///< each once, where it says most
    std::vector<FoundNumber> slips;   ///< like a pattern, but the check digit is wrong
    std::vector<FoundNumber> phones;  ///< the likeliest first; no fax numbers, nothing quoted
};

/// Looks through a mail's subject and text. A token is 5 to 40 letters and digits with a digit
/// among them, joined by `-`, `_`, `.` or `/`. At most 40 numbers of patterns, 60 tokens and 3
/// phone numbers: a mail may be full of them.
[[nodiscard]] MailNumbers
find_numbers(const NumberSearch& search, std::string_view subject, const TextParts& text);

/// The phone numbers of a text in international (+49 …, 0049 …) and German national spelling
/// (0711 …), without those that stand behind the word fax.
[[nodiscard]] std::vector<std::string> phone_numbers(std::string_view text);

} // namespace vorrang::mail
