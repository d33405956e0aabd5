#include "core/mail/word-runs.hh"

#include "core/mail/header-fields.hh"

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

constexpr std::uint64_t fnv_offset = 0xCBF29CE484222325;
constexpr std::uint64_t fnv_prime = 0x100000001B3;
constexpr std::uint64_t run_base = 0x9E3779B97F4A7C15;

constexpr std::array<std::string_view, 13> closings = {"kind regards",
                                                       "best regards",
                                                       "with kind regards",
                                                       "regards",
                                                       "sincerely",
                                                       "yours",
                                                       "best wishes",
                                                       "mit freundlichen grüßen",
                                                       "mit freundlichem gruß",
                                                       "freundliche grüße",
                                                       "viele grüße",
                                                       "beste grüße",
                                                       "liebe grüße"};
constexpr std::array<std::string_view, 6> short_closings = {
    "mfg", "lg", "vg", "cheers", "gruß", "grüße"};

/// A byte that may stand inside a word's edge: a letter, a digit, or part of one beyond ASCII.
bool is_inner(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/// No-break space, dashes and quotation marks of the General Punctuation block, as ASCII.
std::string plain_signs(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at, 2) == "\xC2\xA0") {
            out += ' ';
            at += 1;
        } else if (text.substr(at, 2) == "\xE2\x80" && at + 2 < text.size()) {
            const auto last = static_cast<unsigned char>(text[at + 2]);
            out += last >= 0x98 && last <= 0x9B ? '\'' : last >= 0x90 && last <= 0xAF ? '"' : ' ';
            at += 2;
        } else if (text.substr(at, 2) == "\xC3\x84" || text.substr(at, 2) == "\xC3\x96" ||
                   text.substr(at, 2) == "\xC3\x9C") {
            out += text[at];
            out += static_cast<char>(static_cast<unsigned char>(text[at + 1]) + 0x20);
            at += 1;
        } else {
            out += text[at];
        }
    }
    return lower(out);
}

std::uint64_t hash_of(std::string_view word) {
    std::uint64_t hash = fnv_offset;
    for (const char c : word) {
        hash = (hash ^ static_cast<unsigned char>(c)) * fnv_prime;
    }
    return hash;
}

bool is_closing(std::string_view line) {
    std::string words;
    std::size_t count = 0;
    for (const auto& word : words_of(line)) {
        words += (words.empty() ? "" : " ") + word;
        ++count;
    }
    constexpr std::size_t most = 8; // "Mit freundlichen Grüßen aus Hamburg"
    const auto starts = [&](std::string_view closing) { return words.starts_with(closing); };
    const auto same = [&](std::string_view closing) {
        return words == closing || (count <= 2 && words.starts_with(std::string(closing) + " "));
    };
    return count <= most && (std::any_of(closings.begin(), closings.end(), starts) ||
                             std::any_of(short_closings.begin(), short_closings.end(), same));
}

} // namespace

std::vector<std::string> words_of(std::string_view text) {
    const std::string plain = plain_signs(text);
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < plain.size()) {
        at = plain.find_first_not_of(" \t\r\n\f\v", at);
        if (at == std::string::npos) {
            break;
        }
        const std::size_t end = std::min(plain.find_first_of(" \t\r\n\f\v", at), plain.size());
        std::size_t first = at;
        std::size_t last = end;
        while (first < last && !is_inner(static_cast<unsigned char>(plain[first]))) {
            ++first;
        }
        while (last > first && !is_inner(static_cast<unsigned char>(plain[last - 1]))) {
            --last;
        }
        if (first < last) {
            words.push_back(plain.substr(first, last - first));
        }
        at = end;
    }
    return words;
}

WordRuns word_runs(std::string_view text) {
    const auto words = words_of(text);
    std::uint64_t leaving = 1; // run_base to the power of run_length
    for (std::size_t n = 0; n < run_length; ++n) {
        leaving *= run_base;
    }
    WordRuns runs;
    std::vector<std::uint64_t> hashes;
    std::uint64_t run = 0;
    const std::size_t count = std::min(words.size(), words_limit_of_runs);
    hashes.reserve(count);
    for (std::size_t n = 0; n < count; ++n) {
        hashes.push_back(hash_of(words[n]));
        run = run * run_base + hashes.back();
        if (n >= run_length) {
            run -= leaving * hashes[n - run_length];
        }
        if (n + 1 >= run_length) {
            runs.insert(run);
        }
    }
    return runs;
}

std::string_view before_closing(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (is_closing(text.substr(at, end - at))) {
            return text.substr(0, at);
        }
        at = end + 1;
    }
    return text;
}

} // namespace vorrang::mail
