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

void find_pattern(const NamedPattern& named,
                  std::string_view text,
                  NumberPlace place,
                  MailNumbers& out) {
    for (std::size_t at = 0; at < text.size();) {
        const auto match =
            named.pattern.may_begin_with(text[at]) ? named.pattern.match(text, at) : std::nullopt;
        if (!match) {
            ++at;
            continue;
        }
        FoundNumber found{
            normal_number(text.substr(match->begin, match->end - match->begin)), place, named.key};
        const bool good = check_digit_holds(named.check, found.number);
        add_once(good ? out.numbers : out.slips, std::move(found), pattern_finds);
        at = match->end;
    }
}

void add_token(std::string_view token, NumberPlace place, MailNumbers& out) {
    std::string number = normal_number(token);
    if (number.size() >= token_at_least && number.size() <= token_at_most &&
        std::any_of(number.begin(), number.end(), digit)) {
        add_once(out.numbers, {std::move(number), place, ""}, pattern_finds + token_finds);
    }
}

/// Runs of words joined by single characters of `joints`.
void find_tokens(std::string_view text,
                 std::string_view joints,
                 NumberPlace place,
                 MailNumbers& out) {
    for (std::size_t at = 0; at < text.size();) {
        if (!word(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        while (end < text.size() &&
               (word(text[end]) ||
                (joints.find(text[end]) != std::string_view::npos && word(text[end - 1]) &&
                 end + 1 < text.size() && word(text[end + 1])))) {
            ++end;
        }
        add_token(text.substr(at, end - at), place, out);
        at = end;
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
    for (const auto& [place, words] : places) {
        for (const auto& named : search.patterns) {
            find_pattern(named, words, place, out);
        }
    }
    for (const auto& [place, words] : places) {
        if (search.idents) {
            // "SN-1.Please" is SN-1, and "100.07/5" is one number too.
            find_tokens(words, "-_", place, out);
            find_tokens(words, "-_./", place, out);
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
