#include "core/mail/only-thanks.hh"

#include "core/mail/body-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/mime-tree.hh"
#include "core/mail/own-words.hh"
#include "core/mail/word-runs.hh"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace vorrang::mail {

namespace {

constexpr std::size_t words_limit = 30;
constexpr std::size_t greeting_words = 6;

constexpr std::array<std::string_view, 11> greetings = {
    "hi", "hello", "hey", "dear", "good", "hallo", "guten", "liebe", "lieber", "sehr", "moin"};

bool thanks(std::string_view word) {
    static const std::set<std::string_view> words = {
        "thank", "thanks", "thx", "danke", "dank", "dankeschön", "merci", "thankyou"};
    return words.contains(word);
}

/// What may stand beside the thanks. No negation, no "but", no "still", nothing that asks.
bool goes_with_thanks(std::string_view word) {
    static const std::set<std::string_view> words = {"you",         "so",
                                                     "very",        "much",
                                                     "many",        "a",
                                                     "lot",         "for",
                                                     "the",         "your",
                                                     "quick",       "fast",
                                                     "help",        "support",
                                                     "reply",       "answer",
                                                     "response",    "it",
                                                     "that",        "this",
                                                     "works",       "worked",
                                                     "working",     "is",
                                                     "now",         "again",
                                                     "all",         "fine",
                                                     "good",        "great",
                                                     "perfect",     "super",
                                                     "ok",          "okay",
                                                     "wonderful",   "everything",
                                                     "solved",      "done",
                                                     "and",         "team",
                                                     "cheers",      "really",
                                                     "vielen",      "herzlichen",
                                                     "besten",      "lieben",
                                                     "schönen",     "tausend",
                                                     "schön",       "sehr",
                                                     "für",         "die",
                                                     "das",         "den",
                                                     "ihre",        "eure",
                                                     "deine",       "schnelle",
                                                     "hilfe",       "antwort",
                                                     "rückmeldung", "unterstützung",
                                                     "mühe",        "info",
                                                     "es",          "funktioniert",
                                                     "läuft",       "geht",
                                                     "klappt",      "jetzt",
                                                     "nun",         "wieder",
                                                     "alles",       "gut",
                                                     "prima",       "klasse",
                                                     "toll",        "bestens",
                                                     "erledigt",    "gelöst",
                                                     "und",         "ihnen",
                                                     "euch",        "dir",
                                                     "passt",       "top",
                                                     "hat",         "geklappt",
                                                     "einwandfrei"};
    return words.contains(word);
}

bool has_file(const MimePart& part) {
    if (part.is_multipart()) {
        return std::any_of(part.parts.begin(), part.parts.end(), has_file);
    }
    return part.attachment || !part.content_type.value.starts_with("text/");
}

bool is_greeting(std::string_view line) {
    const auto words = words_of(line);
    return !words.empty() && words.size() <= greeting_words &&
           std::find(greetings.begin(), greetings.end(), words.front()) != greetings.end() &&
           std::none_of(words.begin(), words.end(), [](const auto& word) { return thanks(word); });
}

} // namespace

bool says_only_thanks(std::string_view own_words) {
    std::string_view text = before_closing(own_words);
    if (text.find('?') != std::string_view::npos) {
        return false;
    }
    const std::string_view first = trim(text);
    if (const auto line = first.substr(0, first.find('\n')); is_greeting(line)) {
        text = first.substr(line.size());
    }
    const auto words = words_of(text);
    return words.size() <= words_limit &&
           std::any_of(words.begin(), words.end(), [](const auto& word) { return thanks(word); }) &&
           std::all_of(words.begin(), words.end(), [](const auto& word) {
               return thanks(word) || goes_with_thanks(word);
           });
}

bool is_only_thanks(std::string_view header, std::string_view body) {
    const MimeTree tree = parse_mime(header, body);
    return !tree.over_cap && !has_file(tree.root) &&
           says_only_thanks(own_words(body_text(header, body)));
}

} // namespace vorrang::mail
