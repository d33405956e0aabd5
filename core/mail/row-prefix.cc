#include "core/mail/header-fields.hh"
#include "core/mail/ticket-reference.hh"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace vorrang::mail {

namespace {

/// No prefix is longer: three gaps and what stands around them.
constexpr std::size_t prefix_limit = 160;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool word_char(char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Reads a row prefix from one place on, piece by piece.
class PrefixReader {
  public:
    PrefixReader(std::string_view text, std::size_t at)
        : text_(text)
        , at_(at) {}

    std::optional<RowPrefix> read() {
        const std::size_t begin = at_;
        std::int64_t ticket = 0;
        const bool found = one_of("ABC-") && gap() && (due() || literal("--")) && gap() &&
                           literal("[#") && number(ticket) && literal("]");
        if (!found) {
            return std::nullopt;
        }
        if (at_ < text_.size() && text_[at_] == ' ') {
            ++at_;
        }
        return RowPrefix{begin, at_ - begin, ticket};
    }

  private:
    bool one_of(std::string_view set) {
        if (at_ >= text_.size() || set.find(text_[at_]) == std::string_view::npos) {
            return false;
        }
        ++at_;
        return true;
    }

    bool literal(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) {
            return false;
        }
        at_ += word.size();
        return true;
    }

    /// One space, or a line end with the quote marks and indentation of the next line. U+00A0 is
    /// what HTML makes of a space.
    bool gap() {
        const std::size_t begin = at_;
        std::size_t line_ends = 0;
        while (at_ < text_.size() && at_ - begin < 32) {
            const char c = text_[at_];
            line_ends += c == '\n' ? 1 : 0;
            if (text_.substr(at_, 2) == "\xC2\xA0") {
                at_ += 2;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
                       (line_ends > 0 && (c == '>' || c == '|'))) {
                ++at_;
            } else {
                break;
            }
        }
        return at_ > begin && line_ends < 2;
    }

    bool two_digits() {
        if (at_ + 2 > text_.size() || !digit(text_[at_]) || !digit(text_[at_ + 1])) {
            return false;
        }
        at_ += 2;
        return true;
    }

    /// `11-22 14:30`; steps back if it is none.
    bool due() {
        const std::size_t begin = at_;
        if (two_digits() && literal("-") && two_digits() && gap() && two_digits() && literal(":") &&
            two_digits()) {
            return true;
        }
        at_ = begin;
        return false;
    }

    bool number(std::int64_t& out) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && digit(text_[at_]) && at_ - begin < 18) {
            out = out * 10 + (text_[at_] - '0');
            ++at_;
        }
        return at_ > begin;
    }

    std::string_view text_;
    std::size_t at_;
};

/// Answer and forward marks of common clients and languages, lower-case.
constexpr std::array<std::string_view, 16> answer_marks = {"re",
                                                           "aw",
                                                           "antw",
                                                           "antwort",
                                                           "sv",
                                                           "vs",
                                                           "odp",
                                                           "res",
                                                           "rif",
                                                           "r",
                                                           "fwd",
                                                           "fw",
                                                           "wg",
                                                           "tr",
                                                           "rv",
                                                           "i"};

/// Length of `Re: `, `AW[2]: ` at the start; 0 if there is none.
std::size_t answer_mark(std::string_view text) {
    const std::size_t colon = text.substr(0, 12).find(':');
    if (colon == std::string_view::npos) {
        return 0;
    }
    const std::string_view word = text.substr(0, colon);
    const std::size_t letters = std::min(word.find_first_of("[( "), word.size());
    const std::string name = lower(word.substr(0, letters));
    if (std::find(answer_marks.begin(), answer_marks.end(), name) == answer_marks.end() ||
        word.find_first_not_of("[]()0123456789 ", letters) != std::string_view::npos) {
        return 0;
    }
    return colon + 1;
}

/// Length of a `[#4815]` at the start; 0 if there is none.
std::size_t leading_tag(std::string_view text) {
    if (!text.starts_with("[#")) {
        return 0;
    }
    const std::size_t end = text.find_first_not_of("0123456789", 2);
    return end != std::string_view::npos && end > 2 && text[end] == ']' ? end + 1 : 0;
}

std::string without_tags(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t tag = leading_tag(text.substr(at));
        if (tag == 0) {
            out += text[at++];
            continue;
        }
        at += tag;
        if ((out.empty() || out.back() == ' ') && at < text.size() && text[at] == ' ') {
            ++at; // no double space where the tag stood
        }
    }
    return out;
}

} // namespace

std::vector<RowPrefix> row_prefixes(std::string_view text) {
    std::vector<RowPrefix> out;
    for (std::size_t at = text.find_first_of("ABC-"); at != std::string_view::npos;
         at = text.find_first_of("ABC-", at)) {
        const bool start = at == 0 || !word_char(text[at - 1]);
        const auto prefix = start ? PrefixReader(text, at).read() : std::nullopt;
        if (prefix) {
            out.push_back(*prefix);
        }
        at += prefix ? prefix->length : 1;
    }
    return out;
}

std::string without_row_prefixes(std::string_view text) {
    // What was looked at ends at `kept`, what was not begins at `at`; what lies between is gone.
    std::string left(text);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < left.size();) {
        const bool start = kept == 0 || !word_char(left[kept - 1]);
        const auto prefix = start ? PrefixReader(left, at).read() : std::nullopt;
        if (!prefix) {
            left[kept++] = left[at++];
            continue;
        }
        // Taking one out may put the halves of another together: a prefix's length is looked at
        // again. (Beginning anew would take quadratic time for prefixes inside prefixes.)
        const std::size_t back = std::min(kept, prefix_limit);
        at += prefix->length - back;
        kept -= back;
        std::memmove(left.data() + at, left.data() + kept, back);
    }
    left.resize(kept);
    return left;
}

std::string bare_subject(std::string_view subject) {
    // A tag may stand inside of what is a prefix without it.
    const std::string text = without_row_prefixes(without_tags(without_row_prefixes(subject)));
    std::string_view rest = trim(text);
    while (const std::size_t mark = answer_mark(rest)) {
        rest = trim(rest.substr(mark));
    }
    return std::string(rest);
}

} // namespace vorrang::mail
