#include "daemon/desk/protocol.hh"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace vorrang::desk {

namespace {

constexpr char escape = '\001';
constexpr std::size_t sentence_limit = 400;

/// The byte that a character after the escape stands for.
std::optional<char> unescaped(char c) {
    switch (c) {
    case '0':
        return '\0';
    case '1':
        return escape;
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'n':
        return '\n';
    default:
        return std::nullopt;
    }
}

std::optional<std::string> unescape(std::string_view field) {
    std::string out;
    out.reserve(field.size());
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] != escape) {
            out += field[i];
            continue;
        }
        const auto byte = ++i < field.size() ? unescaped(field[i]) : std::nullopt;
        if (!byte) {
            return std::nullopt;
        }
        out += *byte;
    }
    return out;
}

/// Cuts off what stands before the separator.
std::string_view take(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

bool add_range(Uids& uids, std::int64_t first, std::int64_t last) {
    if (first < 1 || last < first || (!uids.empty() && first <= uids.back()) ||
        static_cast<std::uint64_t>(last - first) >= uids_limit - uids.size()) {
        return false;
    }
    for (std::int64_t n = 0; n <= last - first; ++n) { // `last` may be the greatest number there is
        uids.push_back(first + n);
    }
    return true;
}

} // namespace

std::optional<Request> parse_request(std::string_view line) {
    Request request;
    bool verb = true;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find('\t', at), line.size());
        auto field = unescape(line.substr(at, end - at));
        if (!field) {
            return std::nullopt;
        }
        if (verb) {
            request.verb = std::move(*field);
            verb = false;
        } else {
            request.arguments.push_back(std::move(*field));
        }
        at = end + 1;
    }
    return request;
}

void append_escaped(std::string& out, std::string_view field) {
    for (const char c : field) {
        switch (c) {
        case '\0':
            out += "\0010";
            break;
        case escape:
            out += "\0011";
            break;
        case '\t':
            out += "\001t";
            break;
        case '\r':
            out += "\001r";
            break;
        case '\n':
            out += "\001n";
            break;
        default:
            out += c;
        }
    }
}

std::string format_line(std::span<const std::string_view> fields) {
    std::string out;
    for (const auto field : fields) {
        if (!out.empty()) {
            out += '\t';
        }
        append_escaped(out, field);
    }
    out += '\n';
    return out;
}

std::string format_line(std::initializer_list<std::string_view> fields) {
    return format_line(std::span(fields.begin(), fields.size()));
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || text.front() == '-' ||
        (text.front() == '0' && text.size() > 1)) {
        return std::nullopt;
    }
    return value;
}

std::optional<Uids> parse_uids(std::string_view text) {
    Uids uids;
    if (text.ends_with(',')) {
        return std::nullopt;
    }
    do {
        auto part = take(text, ',');
        const auto first = parse_number(take(part, ':'));
        const auto last = part.empty() ? first : parse_number(part);
        if (!first || !last || !add_range(uids, *first, *last)) {
            return std::nullopt;
        }
    } while (!text.empty());
    return uids;
}

std::string format_uids(std::span<const std::int64_t> uids) {
    std::string out;
    for (std::size_t i = 0; i < uids.size();) {
        std::size_t end = i + 1;
        while (end < uids.size() && uids[end] == uids[end - 1] + 1) {
            ++end;
        }
        out += out.empty() ? "" : ",";
        out += std::to_string(uids[i]);
        if (end - i > 1) {
            out += ":" + std::to_string(uids[end - 1]);
        }
        i = end;
    }
    return out;
}

std::vector<std::string> parse_flags(std::string_view text) {
    std::vector<std::string> flags;
    while (!text.empty()) {
        if (const auto flag = take(text, ' '); !flag.empty()) {
            flags.emplace_back(flag);
        }
    }
    return flags;
}

std::string sentence(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, sentence_limit)) {
        const bool control = c >= 0 && (c < ' ' || c == '\x7f');
        out += control ? ' ' : c < 0 ? '?' : c;
    }
    return out;
}

Refusal refusal_of(const Error& error) {
    constexpr std::string_view mark = "imap:";
    if (error.hint.starts_with(mark)) {
        return {error.hint.substr(mark.size()), sentence(error.text)};
    }
    switch (error.code) {
    case ErrorCode::no_such:
        return {"NONEXISTENT", sentence(error.text)};
    case ErrorCode::refused:
    case ErrorCode::usage:
    case ErrorCode::data:
        return {"CANNOT", sentence(error.text)};
    case ErrorCode::conflict:
        return {"INUSE", "Somebody else is changing this; try again"};
    case ErrorCode::unavailable:
        return {"UNAVAILABLE", "The ticket database is not available just now"};
    case ErrorCode::internal:
        break;
    }
    return {"SERVERBUG", "Internal error; the admin finds it in vorrangd's log"};
}

} // namespace vorrang::desk
