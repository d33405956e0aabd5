#include "core/mail/number-pattern.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

constexpr std::size_t pattern_limit = 60;

/// A number that is longer, separators included, is none.
constexpr std::size_t match_limit = 120;

constexpr std::size_t fixed_at_least = 4;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool letter(char c) {
    return upper(c) >= 'A' && upper(c) <= 'Z';
}

bool word(char c) {
    return digit(c) || letter(c);
}

tl::unexpected<Error> wrong(std::string text, std::string hint) {
    return fail(ErrorCode::data, std::move(text), std::move(hint));
}

/// Two words joined by a hyphen are one number, by a dot or slash only where digits follow.
bool joins(char separator, char next) {
    return separator == '-' || separator == '_'
               ? word(next)
               : (separator == '.' || separator == '/') && digit(next);
}

bool begins_a_number(std::string_view text, std::size_t at) {
    if (at == 0) {
        return true;
    }
    const char before = text[at - 1];
    return !word(before) && before != '+' && !(at > 1 && joins(before, text[at - 2]));
}

bool ends_a_number(std::string_view text, std::size_t at) {
    return at >= text.size() ||
           (!word(text[at]) && !(at + 1 < text.size() && joins(text[at], text[at + 1])));
}

} // namespace

std::size_t separator_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) {
        return 0;
    }
    switch (text[at]) {
    case ' ':
    case '-':
    case '.':
    case '_':
    case '/':
    case ':':
        return 1;
    case '\xC2':
    case '\xE2':
        break;
    default:
        return 0;
    }
    const std::string_view rest = text.substr(at, 3);
    if (rest.starts_with("\xC2\xA0")) {
        return 2;
    }
    const bool dash =
        rest.size() == 3 && rest.starts_with("\xE2\x80") && rest[2] >= '\x90' && rest[2] <= '\x93';
    return dash ? 3 : 0;
}

std::string normal_number(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t separator = separator_at(text, at);
        if (separator == 0) {
            out += upper(text[at++]);
        }
        at += separator;
    }
    return out;
}

Result<NumberPattern> NumberPattern::read(std::string_view pattern) {
    if (pattern.size() > pattern_limit) {
        return wrong(fmt::format("the pattern has more than {} characters", pattern_limit),
                     "shorten it");
    }
    NumberPattern out;
    std::optional<std::size_t> open;
    bool braced = false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        const std::size_t separator = separator_at(pattern, at);
        if (c == '[' && !open) {
            open = out.elements_.size();
        } else if (c == ']' && open && *open < out.elements_.size()) {
            out.elements_[*open].skip = out.elements_.size();
            open.reset();
        } else if (c == '{' && !braced && !open) {
            braced = true;
            out.number_ = out.elements_.size();
        } else if (c == '}' && braced && !open && at + 1 == pattern.size()) {
            braced = false;
        } else if (separator > 0) {
            out.elements_.push_back({Kind::separator, ' '});
            at += separator - 1;
        } else if (c == '#' || c == '@' || c == '?') {
            out.elements_.push_back({c == '#'   ? Kind::digit
                                     : c == '@' ? Kind::letter
                                                : Kind::either,
                                     c});
        } else if (word(c) || static_cast<unsigned char>(c) >= 0x80) {
            out.elements_.push_back({Kind::itself, upper(c)});
        } else {
            return wrong(fmt::format("\"{}\" cannot stand there in a pattern", c),
                         "write # for a digit, @ for a letter, ? for either, [..] around what may "
                         "be missing, {..} around the number at its end");
        }
    }
    if (open || braced) {
        return wrong("a bracket is not closed", "write ] or } where it ends");
    }
    if (const auto good = out.check(); !good) {
        return pass_on(good);
    }
    out.note_beginnings();
    return out;
}

/// A pattern that fits nearly every word would find a number in each mail.
Result<void> NumberPattern::check() const {
    std::size_t fixed = 0;
    bool has_digit = false;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
        if (elements_[i].skip) {
            i = *elements_[i].skip - 1;
            continue;
        }
        const Kind kind = elements_[i].kind;
        fixed += kind == Kind::separator ? 0 : 1;
        has_digit = has_digit || (i >= number_ && (kind == Kind::digit || kind == Kind::either));
    }
    if (fixed < fixed_at_least || !has_digit) {
        return wrong(
            fmt::format("the pattern asks for too little: {} characters and a # or ? in the "
                        "number must always be there",
                        fixed_at_least),
            "make it longer, as in SN-######");
    }
    return {};
}

bool NumberPattern::fits(const Element& element, char c) {
    switch (element.kind) {
    case Kind::digit:
        return digit(c);
    case Kind::letter:
        return letter(c);
    case Kind::either:
        return word(c);
    case Kind::itself:
        return upper(c) == element.c;
    case Kind::separator:
        break;
    }
    return false;
}

/// Every place of the pattern at which the text read so far may stand, and for each where the
/// number began. Places only go forward, so that one pass closes them.
struct NumberPattern::Walk {
    static constexpr std::size_t nowhere = std::string_view::npos;
    std::array<std::size_t, pattern_limit + 1> began;

    void clear(const NumberPattern& pattern) {
        std::fill_n(began.begin(), pattern.elements_.size() + 1, nowhere);
    }

    void enter(std::size_t place, std::size_t begin) {
        began[place] = began[place] == nowhere ? begin : std::min(began[place], begin);
    }

    void close(const NumberPattern& pattern, std::size_t at) {
        for (std::size_t i = 0; i < pattern.elements_.size(); ++i) {
            if (began[i] == nowhere) {
                continue;
            }
            if (i == pattern.number_) {
                began[i] = at; // a separator before the number is none of it
            }
            const Element& element = pattern.elements_[i];
            if (element.kind == Kind::separator) {
                enter(i + 1, began[i]);
            }
            if (element.skip) {
                enter(*element.skip, began[i]);
            }
        }
    }
};

std::optional<NumberPattern::Match> NumberPattern::match(std::string_view text,
                                                         std::size_t at) const {
    if (!begins_a_number(text, at)) {
        return std::nullopt;
    }
    std::optional<Match> found;
    std::array<Walk, 2> walks;
    std::size_t now = 0;
    walks[now].clear(*this);
    walks[now].enter(0, at);
    for (std::size_t to = at; to <= text.size() && to - at <= match_limit;) {
        Walk& walk = walks[now];
        walk.close(*this, to);
        const std::size_t begin = walk.began[elements_.size()];
        if (begin != Walk::nowhere && ends_a_number(text, to)) {
            found = Match{to, begin};
        }
        Walk& next = walks[1 - now];
        next.clear(*this);
        const std::size_t separator = separator_at(text, to);
        bool alive = false;
        for (std::size_t i = 0; to < text.size() && i < elements_.size(); ++i) {
            const bool stays = separator > 0 && elements_[i].kind == Kind::separator;
            const bool goes = separator == 0 && fits(elements_[i], text[to]);
            if (walk.began[i] != Walk::nowhere && (stays || goes)) {
                next.enter(stays ? i : i + 1, walk.began[i]);
                alive = true;
            }
        }
        if (!alive) {
            break;
        }
        now = 1 - now;
        to += std::max<std::size_t>(separator, 1);
    }
    return found;
}

void NumberPattern::note_beginnings() {
    Walk first;
    Walk second;
    first.clear(*this);
    first.enter(0, 0);
    first.close(*this, 0);
    second.clear(*this);
    for (std::size_t i = 0; i < elements_.size(); ++i) {
        if (first.began[i] != Walk::nowhere && elements_[i].kind != Kind::separator) {
            second.enter(i + 1, 0);
        }
    }
    second.close(*this, 0);
    for (std::size_t c = 0; c < first_.size(); ++c) {
        const char byte = static_cast<char>(c);
        const bool separates =
            std::string_view(" -._/:\xC2\xE2").find(byte) != std::string_view::npos;
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            const Element& element = elements_[i];
            const bool fit = fits(element, byte);
            first_[c] = first_[c] || (first.began[i] != Walk::nowhere && fit);
            second_[c] = second_[c] || (second.began[i] != Walk::nowhere &&
                                        (fit || (separates && element.kind == Kind::separator)));
        }
    }
}

} // namespace vorrang::mail
