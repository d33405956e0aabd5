#include "core/duration.hh"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <limits>

namespace vorrang {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array<Unit, 5> kUnits{{
    {"d", 86'400'000},
    {"h", 3'600'000},
    {"m", 60'000},
    {"s", 1'000},
    {"ms", 1},
}};

constexpr std::int64_t kLongest = 36'525LL * 86'400'000; // a hundred years

tl::unexpected<Error> wrong(std::string_view text, std::string_view why) {
    return fail(ErrorCode::data,
                fmt::format("\"{}\" is no duration: {}", text, why),
                "write numbers with a unit (ms, s, m, h, d), larger units first: 15m, 3h48m, 2d");
}

const Unit* unit_named(std::string_view name) {
    for (const auto& unit : kUnits) {
        if (unit.name == name) {
            return &unit;
        }
    }
    return nullptr;
}

} // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::int64_t total = 0;
    std::int64_t last_unit = std::numeric_limits<std::int64_t>::max();
    if (text.empty()) {
        return wrong(text, "it is empty");
    }
    for (auto rest = text; !rest.empty();) {
        std::int64_t count = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        if (error != std::errc{} || count < 0 || rest.front() == '-') {
            return wrong(text, "a number is missing or too large");
        }
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const auto name = rest.substr(0, rest.find_first_of("0123456789"));
        if (name.empty()) {
            return wrong(text, "the unit is missing");
        }
        const auto* const unit = unit_named(name);
        if (unit == nullptr) {
            return wrong(text, fmt::format("there is no unit \"{}\"", name));
        }
        if (unit->milliseconds >= last_unit) {
            return wrong(text, "its units stand in the wrong order");
        }
        if (count > (kLongest - total) / unit->milliseconds) {
            return wrong(text, "it is longer than a hundred years");
        }
        total += count * unit->milliseconds;
        last_unit = unit->milliseconds;
        rest.remove_prefix(name.size());
    }
    return std::chrono::milliseconds{total};
}

std::string format_duration(std::chrono::milliseconds value) {
    auto left = value.count();
    if (left <= 0) {
        return "0s";
    }
    std::string out;
    for (const auto& unit : kUnits) {
        if (const auto count = left / unit.milliseconds; count > 0) {
            fmt::format_to(std::back_inserter(out), "{}{}", count, unit.name);
            left -= count * unit.milliseconds;
        }
    }
    return out;
}

} // namespace vorrang
