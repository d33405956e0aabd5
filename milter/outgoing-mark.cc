#include "milter/outgoing-mark.hh"

#include "core/mail/header-fields.hh"

#include <charconv>

namespace vorrang::milter {

namespace {

template <typename T> std::optional<T> number(std::string_view text) {
    T value = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || value <= 0) {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<OutgoingAttempt> parse_outgoing_attempt(std::string_view value) {
    const auto text = mail::trim(value);
    const auto space = text.find(' ');
    if (space == std::string_view::npos) {
        return std::nullopt;
    }
    const auto id = number<std::int64_t>(text.substr(0, space));
    const auto attempt = number<int>(text.substr(space + 1));
    if (!id || !attempt) {
        return std::nullopt;
    }
    return OutgoingAttempt{*id, *attempt};
}

void OutgoingMark::look_at(std::string_view name, std::string_view value) {
    if (mail::equals_folded(name, header_name)) {
        ++seen_;
        attempt_ = parse_outgoing_attempt(value);
    }
}

std::optional<OutgoingAttempt> OutgoingMark::attempt() const {
    return seen_ == 1 ? attempt_ : std::nullopt;
}

} // namespace vorrang::milter
