#include "core/mail/time-spent.hh"

#include <algorithm>
#include <charconv>
#include <string>

namespace vorrang::mail {
namespace {

constexpr int day = 24 * 60;

/// A number of at most 4 digits; nothing for anything else.
std::optional<int> small_number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (!whole || digits.size() > 4 || value < 0 || digits.front() == '-') {
        return std::nullopt;
    }
    return value;
}

/// `0:25`
std::optional<int> clock_minutes(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto hours = small_number(text.substr(0, colon));
    const auto minutes = small_number(text.substr(colon + 1));
    if (!hours || !minutes || *minutes > 59 || text.size() - colon != 3) {
        return std::nullopt;
    }
    return *hours * 60 + *minutes;
}

/// `1.5` or `1,5` of hours, at most two decimals; begun minutes count.
std::optional<int> decimal_hours(std::string_view text) {
    const std::size_t point = text.find_first_of(".,");
    const auto decimals = text.substr(point + 1);
    const auto whole = small_number(text.substr(0, point));
    const auto rest = small_number(decimals);
    if (!whole || !rest || decimals.size() > 2) {
        return std::nullopt;
    }
    const int hundredths = decimals.size() == 1 ? *rest * 10 : *rest;
    return *whole * 60 + (hundredths * 60 + 99) / 100;
}

/// `1h`, `25m`, `1h30m`, `1.5h`
std::optional<int> unit_minutes(std::string_view text) {
    int total = 0;
    const std::size_t h = text.find('h');
    if (h != std::string_view::npos) {
        const auto number = text.substr(0, h);
        const bool decimal = number.find_first_of(".,") != std::string_view::npos;
        const auto hours = decimal ? decimal_hours(number) : small_number(number);
        text.remove_prefix(h + 1);
        if (!hours || (decimal && !text.empty())) {
            return std::nullopt;
        }
        total = decimal ? *hours : *hours * 60;
        if (text.empty()) {
            return total;
        }
    }
    if (!text.ends_with('m')) {
        return std::nullopt;
    }
    const auto minutes = small_number(text.substr(0, text.size() - 1));
    return minutes ? std::optional(total + *minutes) : std::nullopt;
}

/// `21:30-22:15`
std::optional<TimeSpent> between(std::string_view text, std::size_t hyphen) {
    const auto from = clock_minutes(text.substr(0, hyphen));
    const auto until = clock_minutes(text.substr(hyphen + 1));
    if (!from || !until || *from >= day || *until > day || *from == *until) {
        return std::nullopt;
    }
    return TimeSpent{std::chrono::minutes((*until - *from + day) % day),
                     std::chrono::minutes(*from)};
}

} // namespace

std::optional<TimeSpent> parse_time_spent(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (const std::size_t hyphen = small.find('-'); hyphen != std::string::npos) {
        return between(small, hyphen);
    }
    const bool clock = small.find(':') != std::string::npos;
    const auto minutes = clock ? clock_minutes(small) : unit_minutes(small);
    if (!minutes || *minutes == 0 || *minutes > day) {
        return std::nullopt;
    }
    return TimeSpent{std::chrono::minutes(*minutes), std::nullopt};
}

} // namespace vorrang::mail
