#include "daemon/smtp-reply.hh"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vorrang {

namespace {

constexpr std::size_t text_limit = 4096; // a server that talks without end is cut, not believed

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool starts_with_word(std::string_view line, std::string_view word) {
    return line.size() >= word.size() &&
           std::equal(word.begin(),
                      word.end(),
                      line.begin(),
                      [](char a, char b) { return upper(a) == upper(b); }) &&
           (line.size() == word.size() || line[word.size()] == ' ');
}

} // namespace

std::string SmtpReply::line() const {
    return fmt::format("{} {}", code, text);
}

SmtpReplyParser::State SmtpReplyParser::feed(std::string_view line) {
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) {
        return State::broken;
    }
    const char separator = line.size() > 3 ? line[3] : ' ';
    const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if ((separator != ' ' && separator != '-') || (reply_.code != 0 && reply_.code != code)) {
        return State::broken;
    }
    reply_.code = code;
    const std::string_view text = line.size() > 4 ? line.substr(4) : std::string_view{};
    if (reply_.text.size() + text.size() < text_limit) {
        if (!reply_.text.empty()) {
            reply_.text += '\n';
        }
        reply_.text += text;
    }
    return separator == '-' ? State::more : State::done;
}

SmtpReply SmtpReplyParser::take() {
    return std::exchange(reply_, SmtpReply{});
}

std::string queue_id_of(std::string_view text) {
    constexpr std::string_view phrase = "queued as ";
    const auto at = text.find(phrase);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto id = text.substr(at + phrase.size());
    const auto end = std::find_if_not(id.begin(), id.end(), [](char c) {
        return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'Z');
    });
    return {id.begin(), end};
}

std::optional<std::string> ehlo_extension(const SmtpReply& ehlo, std::string_view keyword) {
    std::string_view rest = ehlo.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (starts_with_word(line, keyword)) {
            return std::string(line.substr(std::min(keyword.size() + 1, line.size())));
        }
    }
    return std::nullopt;
}

} // namespace vorrang
