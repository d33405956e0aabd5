// Phone numbers as people write them, in mail-numbers.hh's words.
#include "core/mail/header-fields.hh"
#include "core/mail/mail-numbers.hh"
#include "core/mail/number-pattern.hh"

#include <algorithm>
#include <optional>

namespace vorrang::mail {

namespace {

constexpr std::size_t international_at_least = 8; ///< digits
constexpr std::size_t national_at_least = 6;
constexpr std::size_t at_most = 15;

/// How far before a number the word may stand that says what it is.
constexpr std::size_t label_reach = 20;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// The digits of what was read, and where it ends.
struct Candidate {
    std::string digits;
    std::size_t end = 0;
};

/// Digits with blanks, hyphens, dots, slashes and brackets between them, up to the line's end.
Candidate read_candidate(std::string_view text, std::size_t at) {
    Candidate out;
    std::size_t gap = 0;
    for (std::size_t to = at; to < text.size() && out.digits.size() <= at_most;) {
        const char c = text[to];
        const std::size_t separator = separator_at(text, to);
        if (digit(c) || (c == '+' && to == at)) {
            out.digits += c;
            out.end = ++to;
            gap = 0;
        } else if ((separator > 0 && c != ':' && c != '_') || c == '(' || c == ')') {
            to += std::max<std::size_t>(separator, 1);
            if (++gap > 3) {
                break;
            }
        } else {
            break;
        }
    }
    return out;
}

/// `01.02.2026`, `01.02.26`
bool is_date(std::string_view text) {
    return text.size() >= 8 && digit(text[0]) && digit(text[1]) && text[2] == '.' &&
           digit(text[3]) && digit(text[4]) && text[5] == '.' && digit(text[6]) && digit(text[7]);
}

/// Does a number begin here, and not in the midst of one or of a word?
bool begins(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c != '+' && c != '0') {
        return false;
    }
    const char before = at == 0 ? ' ' : text[at - 1];
    const bool joined = (before == '-' || before == '/' || before == '.' || before == '_') &&
                        at > 1 && (digit(text[at - 2]) || letter(text[at - 2])) &&
                        !(before == '.' && letter(text[at - 2]));
    return !digit(before) && !letter(before) && before != '+' && before != ',' && before != '@' &&
           !joined;
}

bool ends(std::string_view text, std::size_t at) {
    return at >= text.size() ||
           (!letter(text[at]) && !digit(text[at]) && text[at] != ',' && text[at] != '_' &&
            text[at] != '@') ||
           (text[at] == ',' && (at + 1 >= text.size() || !digit(text[at + 1])));
}

bool behind_fax(std::string_view text, std::size_t at) {
    const std::size_t from = at - std::min(at, label_reach);
    std::string_view label = text.substr(from, at - from);
    label.remove_prefix(std::min(label.find_last_of("\n|;,") + 1, label.size()));
    return lower(label).find("fax") != std::string::npos;
}

/// With + for 00 and without the (0) of a country code; nothing if it is none.
std::optional<std::string> normal_phone(std::string_view digits, std::string_view written) {
    const bool zeros = digits.starts_with("00");
    const bool international = zeros || digits.starts_with('+');
    digits.remove_prefix(zeros ? 2 : international ? 1 : 0);
    std::string out(digits);
    const std::string_view ahead = written.substr(0, written.find("(0)"));
    const auto before = static_cast<std::size_t>(std::count_if(ahead.begin(), ahead.end(), digit));
    if (const std::size_t prefix = zeros ? 2 : 0;
        international && ahead.size() < written.size() && before > prefix) {
        out.erase(before - prefix, 1);
    }
    const bool good = international ? out.size() >= international_at_least && out[0] != '0'
                                    : out.size() >= national_at_least && out[1] != '0';
    if (!good || out.size() > at_most) {
        return std::nullopt;
    }
    return international ? "+" + out : out;
}

} // namespace

std::vector<std::string> phone_numbers(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!begins(text, at) || is_date(text.substr(at))) {
            continue;
        }
        const auto candidate = read_candidate(text, at);
        const std::string_view written = text.substr(at, candidate.end - at);
        if (!ends(text, candidate.end)) {
            continue;
        }
        const auto phone = normal_phone(candidate.digits, written);
        if (phone && !behind_fax(text, at) &&
            std::find(out.begin(), out.end(), *phone) == out.end()) {
            out.push_back(*phone);
        }
        at = candidate.end - 1;
    }
    return out;
}

} // namespace vorrang::mail
