#include "core/mail/ticket-reference.hh"

#include "core/mail/header-fields.hh"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace vorrang::mail {

namespace {

constexpr std::string_view base32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t tag_limit = 10;

bool is_ours(std::string_view domain, std::span<const std::string> domains) {
    return std::any_of(domains.begin(), domains.end(), [&](const std::string& ours) {
        return equals_folded(domain, ours);
    });
}

/// A ticket number: digits only, no leading zero, fits.
std::optional<std::int64_t> number(std::string_view digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (!whole || digits.front() < '1' || digits.front() > '9') {
        return std::nullopt;
    }
    return value;
}

/// `4815.TOKEN`
std::optional<TicketToken> ticket_token(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot == 0 || !is_token(text.substr(dot + 1))) {
        return std::nullopt;
    }
    const auto ticket = number(text.substr(0, dot));
    if (!ticket) {
        return std::nullopt;
    }
    return TicketToken{*ticket, lower(text.substr(dot + 1))};
}

} // namespace

std::string new_token() {
    // Five bits of each random byte: 26 x 5 = 130.
    std::array<unsigned char, token_length> bytes{};
    if (sodium_init() < 0) {
        return {}; // no source of randomness: an empty token is refused everywhere
    }
    randombytes_buf(bytes.data(), bytes.size());
    std::string token;
    for (const unsigned char byte : bytes) {
        token += base32[byte & 31u];
    }
    return token;
}

bool is_token(std::string_view text) {
    return text.size() == token_length && std::all_of(text.begin(), text.end(), [](char c) {
               return base32.find(lower(std::string_view(&c, 1))) != std::string_view::npos;
           });
}

std::optional<TicketAddress> ticket_address(const Mailbox& mailbox,
                                            std::span<const std::string> domains) {
    const DetailSplit split = split_detail(mailbox.local);
    if (!split.detail || !is_ours(mailbox.domain, domains)) {
        return std::nullopt;
    }
    auto token = ticket_token(*split.detail);
    if (!token) {
        return std::nullopt;
    }
    std::string base = lower(split.base);
    const bool note = base == "note";
    return TicketAddress{std::move(base), std::move(*token), note};
}

std::optional<TicketToken> ticket_message_id(std::string_view message_id,
                                             std::span<const std::string> domains) {
    std::string_view id = trim(message_id);
    if (id.starts_with('<') && id.ends_with('>')) {
        id = id.substr(1, id.size() - 2);
    }
    const std::size_t at = id.rfind('@');
    if (at == std::string_view::npos || !is_ours(id.substr(at + 1), domains)) {
        return std::nullopt;
    }
    const std::string_view left = id.substr(0, at);
    const std::size_t dot = left.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == left.size()) {
        return std::nullopt;
    }
    return ticket_token(left.substr(0, dot));
}

std::string make_ticket_address(std::string_view channel_address, const TicketToken& token) {
    const std::size_t at = channel_address.rfind('@');
    if (at == std::string_view::npos) {
        return std::string(channel_address);
    }
    return fmt::format("{}+{}.{}{}",
                       channel_address.substr(0, at),
                       token.ticket,
                       token.token,
                       channel_address.substr(at));
}

std::string
make_message_id(const TicketToken& token, std::int64_t outbox_id, std::string_view domain) {
    return fmt::format("<{}.{}.{}@{}>", token.ticket, token.token, outbox_id, domain);
}

std::vector<std::int64_t> subject_tags(std::string_view subject) {
    std::vector<std::int64_t> tags;
    std::size_t at = 0;
    while (tags.size() < tag_limit && (at = subject.find("[#", at)) != std::string_view::npos) {
        at += 2;
        const std::size_t end = subject.find_first_not_of("0123456789", at);
        if (end == std::string_view::npos || subject[end] != ']' || end == at) {
            continue;
        }
        const auto tag = number(subject.substr(at, end - at));
        if (tag && std::find(tags.begin(), tags.end(), *tag) == tags.end()) {
            tags.push_back(*tag);
        }
    }
    return tags;
}

} // namespace vorrang::mail
