#include "core/mail/mail-numbers.hh"

#include <algorithm>
#include <array>
#include <utility>

namespace vorrang::mail {

namespace {

constexpr std::size_t pattern_finds = 40;
constexpr std::size_t token_finds = 60;
constexpr std::size_t phone_finds = 3;
constexpr std::size_t token_at_least = 5;
constexpr std::size_t token_at_most = 40;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool word(char c) {
    return digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void add_once(std::vector<FoundNumber>& to, FoundNumber found, std::size_t limit) {
    const bool there = std::any_of(to.begin(), to.end(), [&](const FoundNumber& one) {
        return one.number == found.number &&
               (found.pattern.empty() || one.pattern == found.pattern);
    });
    if (!there && to.size() < limit) {
        to.push_back(std::move(found));
    }
}

/// Where a word begins: nothing that is looked for begins elsewhere.
std::vector<std::size_t> word_starts(std::string_view text) {
    std::vector<std::size_t> out;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool other = static_cast<unsigned char>(text[at]) >= 0x80;
        if ((word(text[at]) && !in_word) || other) {
            out.push_back(at);
        }
        in_word = word(text[at]);
    }
    return out;
}

void find_pattern(const NamedPattern& named,
                  std::string_view text,
                  const std::vector<std::size_t>& starts,
                  NumberPlace place,
                  MailNumbers& out) {
    std::size_t free = 0; // behind the last find
    for (const std::size_t at : starts) {
        const auto match = at >= free && named.pattern.may_begin(text, at)
                               ? named.pattern.match(text, at)
                               : std::nullopt;
        if (!match) {
            continue;
        }
        FoundNumber found{
            normal_number(text.substr(match->begin, match->end - match->begin)), place, named.key};
        const bool good = check_digit_holds(named.check, found.number);
        add_once(good ? out.numbers : out.slips, std::move(found), pattern_finds);
        free = match->end;
    }
}

enum class Joints { hyphens, all };

bool joins(char c, Joints joints) {
    return c == '-' || c == '_' || (joints == Joints::all && (c == '.' || c == '/'));
}

/// Runs of words joined by single such characters, with a digit and of the right length.
void find_tokens(std::string_view text,
                 Joints joints,
                 const std::vector<std::size_t>& starts,
                 NumberPlace place,
                 MailNumbers& out) {
    std::size_t free = 0;
    for (const std::size_t at : starts) {
        if (at < free || !word(text[at])) {
            continue;
        }
        std::size_t end = at;
        std::size_t words = 0;
        bool has_digit = false;
        for (; end < text.size(); ++end) {
            const char c = text[end];
            const bool joint = joins(c, joints) && word(text[end - 1]) && end + 1 < text.size() &&
                               word(text[end + 1]);
            if (!word(c) && !joint) {
                break;
            }
            words += joint ? 0 : 1;
            has_digit = has_digit || digit(c);
        }
        if (has_digit && words >= token_at_least && words <= token_at_most) {
            add_once(out.numbers,
                     {normal_number(text.substr(at, end - at)), place, ""},
                     pattern_finds + token_finds);
        }
        free = end;
    }
}

} // namespace

std::string_view to_text(NumberPlace place) {
    constexpr std::array<std::string_view, 4> words = {"subject", "text", "signature", "quote"};
    return words[static_cast<std::size_t>(place)];
}

MailNumbers
find_numbers(const NumberSearch& search, std::string_view subject, const TextParts& text) {
    const std::array<std::pair<NumberPlace, std::string_view>, 4> places = {
        {{NumberPlace::subject, subject},
         {NumberPlace::text, text.own},
         {NumberPlace::signature, text.signature},
         {NumberPlace::quote, text.quote}}};
    MailNumbers out;
    std::array<std::vector<std::size_t>, 4> starts;
    for (const auto& [place, words] : places) {
        auto& here = starts[static_cast<std::size_t>(place)];
        here = word_starts(words);
        for (const auto& named : search.patterns) {
            find_pattern(named, words, here, place, out);
        }
    }
    for (const auto& [place, words] : places) {
        if (search.idents) {
            // "SN-1.Please" is SN-1, and "100.07/5" is one number too.
            const auto& here = starts[static_cast<std::size_t>(place)];
            find_tokens(words, Joints::hyphens, here, place, out);
            find_tokens(words, Joints::all, here, place, out);
        }
        if (search.phones && place != NumberPlace::quote) {
            for (auto& phone : phone_numbers(words)) {
                add_once(out.phones, {std::move(phone), place, ""}, phone_finds);
            }
        }
    }
    return out;
}

} // namespace vorrang::mail
