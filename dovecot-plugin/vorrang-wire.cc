#include "dovecot-plugin/vorrang-wire.hh"

#include <charconv>

namespace vorrang::wire {

namespace {

constexpr char escape_mark = '\001';

char escaped(char plain) {
    switch (plain) {
    case '\0':
        return '0';
    case escape_mark:
        return '1';
    case '\t':
        return 't';
    case '\r':
        return 'r';
    case '\n':
        return 'n';
    default:
        return 0;
    }
}

char plain(char escaped) {
    switch (escaped) {
    case '1':
        return escape_mark;
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'n':
        return '\n';
    default:
        return 0;
    }
}

std::optional<UidRange> parse_range(std::string_view text) {
    const auto colon = text.find(':');
    const auto first = number(text.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : number(text.substr(colon + 1));
    if (!first || !last || *first == 0 || *last < *first || *last > UINT32_MAX) {
        return std::nullopt;
    }
    return UidRange{static_cast<std::uint32_t>(*first), static_cast<std::uint32_t>(*last)};
}

} // namespace

std::string escape(std::string_view text) {
    std::string field;
    field.reserve(text.size());
    for (const char c : text) {
        if (const char letter = escaped(c); letter != 0) {
            field += escape_mark;
            field += letter;
        } else {
            field += c;
        }
    }
    return field;
}

std::string unescape(std::string_view field) {
    std::string text;
    text.reserve(field.size());
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] != escape_mark || i + 1 == field.size()) {
            text += field[i];
        } else if (field[i + 1] == '0') {
            text += '\0';
            ++i;
        } else if (const char c = plain(field[i + 1]); c != 0) {
            text += c;
            ++i;
        } else {
            text += field[i];
        }
    }
    return text;
}

std::vector<std::string_view> split(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const auto tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(tab + 1);
    }
}

std::string line(std::string_view verb, std::span<const std::string> arguments) {
    std::string text(verb);
    for (const auto& argument : arguments) {
        text += '\t';
        text += escape(argument);
    }
    text += '\n';
    return text;
}

std::optional<std::uint64_t> number(std::string_view field) {
    std::uint64_t value = 0;
    const char* const end = field.data() + field.size();
    const auto [stopped, error] = std::from_chars(field.data(), end, value);
    if (field.empty() || error != std::errc{} || stopped != end) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::vector<UidRange>> parse_uids(std::string_view set) {
    std::vector<UidRange> ranges;
    std::uint64_t highest = 0;
    while (!set.empty()) {
        const auto comma = set.find(',');
        const auto range = parse_range(set.substr(0, comma));
        if (!range || range->first <= highest) {
            return std::nullopt;
        }
        highest = range->last;
        ranges.push_back(*range);
        if (comma == std::string_view::npos) {
            return ranges;
        }
        set.remove_prefix(comma + 1);
        if (set.empty()) {
            return std::nullopt;
        }
    }
    return ranges;
}

std::string format_uids(std::span<const std::uint32_t> uids) {
    std::string set;
    for (std::size_t i = 0; i < uids.size();) {
        std::size_t last = i;
        while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1) {
            ++last;
        }
        if (!set.empty()) {
            set += ',';
        }
        set += std::to_string(uids[i]);
        if (last > i) {
            set += ':';
            set += std::to_string(uids[last]);
        }
        i = last + 1;
    }
    return set;
}

std::vector<std::uint32_t> expand(std::span<const UidRange> ranges) {
    constexpr std::uint32_t most = 1U << 20;
    std::vector<std::uint32_t> uids;
    for (const auto& range : ranges) {
        for (std::uint32_t uid = range.first; uids.size() < most; ++uid) {
            uids.push_back(uid);
            if (uid == range.last) {
                break;
            }
        }
    }
    return uids;
}

} // namespace vorrang::wire
