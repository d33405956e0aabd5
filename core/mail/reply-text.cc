#include "core/mail/reply-text.hh"

#include "core/mail/agent-lines.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/html-text.hh"
#include "core/mail/ticket-reference.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::mail {

namespace {

constexpr std::string_view pgp_begin = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view pgp_end = "-----END PGP SIGNATURE-----";

bool address_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '+';
}

void replace_address(std::string& text, std::string_view address, std::string_view by) {
    std::string small = lower(text);
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = small.find(address); found != std::string::npos;
         found = small.find(address, found + 1)) {
        const std::size_t end = found + address.size();
        const bool whole =
            (found == 0 || !address_char(small[found - 1])) &&
            (end == small.size() || !address_char(small[end]) ||
             (small[end] == '.' && (end + 1 == small.size() || !address_char(small[end + 1]))));
        if (whole && found >= at) {
            out.append(text, at, found - at).append(by);
            at = end;
        }
    }
    if (at > 0) {
        text = out.append(text, at);
    }
}

/// `note+4815.TOKEN2@` → `note@`
void remove_note_tokens(std::string& text) {
    const std::string small = lower(text);
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = small.find("note+"); found != std::string::npos;
         found = small.find("note+", found + 1)) {
        const std::size_t digits = found + 5;
        const std::size_t dot = small.find_first_not_of("0123456789", digits);
        if (dot == std::string::npos || dot == digits || small[dot] != '.' ||
            !is_token(std::string_view(small).substr(dot + 1, token_length))) {
            continue;
        }
        out.append(text, at, found + 4 - at);
        at = dot + 1 + token_length;
    }
    if (at > 0) {
        text = out.append(text, at);
    }
}

/// Lines `X-Vorrang-Due: …`, also quoted: a client that quotes whole headers quotes them too.
std::string without_own_fields(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find('\n', at);
        end = end == std::string_view::npos ? text.size() : end + 1;
        const std::string_view line = text.substr(at, end - at);
        const std::size_t start = line.find_first_not_of("> \t|");
        const bool own =
            start != std::string_view::npos && equals_folded(line.substr(start, 10), "x-vorrang-");
        out += own ? std::string_view() : line;
        at = end;
    }
    return out;
}

/// Bytes at the start of the text that are commands.
Result<std::size_t> command_bytes(std::string_view text) {
    const auto lines = parse_agent_lines(text);
    if (!lines) {
        return pass_on(lines);
    }
    return lines->lines.empty() ? 0 : text.size() - lines->text.size();
}

/// Refuses a prefix or a command inside a text that PGP signed inline.
Result<void> check_inline_signature(std::string_view text) {
    const std::size_t begin = text.find(pgp_begin);
    const std::size_t end = text.find(pgp_end, begin);
    const std::string_view inside =
        text.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (!row_prefixes(inside).empty()) {
        return refuse_signed("a row's subject");
    }
    const std::string_view content = split_mail(inside).body;
    const auto commands = command_bytes(content);
    if (trim(text.substr(0, begin)).empty() && (!commands || *commands > 0)) {
        return refuse_signed("a # line");
    }
    return {};
}

/// The HTML without the source of `count` bytes of its text from `offset` on.
void cut(const HtmlText& text, std::size_t offset, std::size_t count, std::vector<bool>& gone) {
    for (std::size_t i = offset; i < offset + count; ++i) {
        for (std::size_t at = text.sources[i].begin; at < text.sources[i].end; ++at) {
            gone[at] = true;
        }
    }
}

/// White space between two tags shows nothing, and may be how the client lays its source out: what
/// of it was to go with the commands stays. `count` bytes of the text were cut.
void keep_layout(std::string_view html,
                 const HtmlText& text,
                 std::size_t count,
                 std::vector<bool>& gone) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t end = count == 0 ? 0 : text.sources[count - 1].end;
    for (std::size_t at = html.find_first_of(blanks); at < end;) {
        const std::size_t next = std::min(html.find_first_not_of(blanks, at), html.size());
        const bool alone =
            (at == 0 || html[at - 1] == '>') && (next == html.size() || html[next] == '<');
        for (std::size_t i = at; alone && i < next; ++i) {
            gone[i] = false;
        }
        at = html.find_first_of(blanks, next);
    }
}

/// Our own header fields in the text of HTML, whose lines are not always those of what it quotes:
/// the name and the one word that is its value.
void cut_own_fields(const HtmlText& text, std::vector<bool>& gone) {
    const std::string small = lower(text.text);
    std::size_t end = 0;
    for (std::size_t found = small.find("x-vorrang-"); found != std::string::npos;
         found = small.find("x-vorrang-", end)) {
        const std::size_t colon = small.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", found);
        end = std::min(colon, small.size());
        if (end == small.size() || small[end] != ':') {
            continue;
        }
        const std::size_t value = small.find_first_not_of(" \t", end + 1);
        end = small.find_first_of(" \t\r\n", std::min(value, small.size()));
        end = std::min(end, small.size());
        cut(text, found, end - found, gone);
    }
}

} // namespace

tl::unexpected<Error> refuse_signed(std::string_view what) {
    return fail(
        ErrorCode::refused,
        fmt::format("{} stands in a signed or encrypted part, where it cannot be taken out; "
                    "nothing was sent",
                    what),
        "take it out and send again");
}

std::string without_secrets(std::string_view text, const CleanRules& rules) {
    std::string out(text);
    remove_note_tokens(out);
    for (const std::string& address : rules.private_addresses) {
        replace_address(out, address, rules.replacement);
    }
    return out;
}

Result<std::string>
clean_plain(std::string_view text, const CleanTask& task, const CleanRules& rules) {
    const bool pgp = text.find(pgp_begin) != std::string_view::npos;
    if (pgp) {
        if (auto checked = check_inline_signature(text); !checked) {
            return pass_on(checked);
        }
    }
    const auto commands = task.commands ? command_bytes(text) : Result<std::size_t>(0);
    if (!commands) {
        return pass_on(commands);
    }
    const std::string_view rest = text.substr(*commands);
    std::string out = without_row_prefixes(rest);
    if (task.frozen) {
        if (*commands > 0 || out.size() != rest.size()) {
            return refuse_signed(*commands > 0 ? "a # line" : "a row's subject");
        }
        return std::string(text);
    }
    return pgp ? out : without_secrets(without_own_fields(out), rules);
}

Result<std::string>
clean_html(std::string_view html, const CleanTask& task, const CleanRules& rules) {
    const HtmlText text = read_html(html);
    const auto commands = task.commands ? command_bytes(text.text) : Result<std::size_t>(0);
    if (!commands) {
        return pass_on(commands);
    }
    const auto prefixes = row_prefixes(text.text);
    std::vector<bool> gone(html.size(), false);
    cut(text, 0, *commands, gone);
    keep_layout(html, text, *commands, gone);
    for (const RowPrefix& prefix : prefixes) {
        cut(text, prefix.offset, prefix.length, gone);
    }
    if (!task.frozen) {
        cut_own_fields(text, gone);
    }
    std::string left;
    left.reserve(html.size());
    for (std::size_t i = 0; i < html.size(); ++i) {
        if (!gone[i]) {
            left += html[i];
        }
    }
    // What stands in attributes, comments and the title is no text, but would leave too.
    std::string out = without_row_prefixes(left);
    if (task.frozen) {
        if (out.size() != html.size()) {
            return refuse_signed(*commands > 0 ? "a # line" : "a row's subject");
        }
        return std::string(html);
    }
    return without_secrets(out, rules);
}

} // namespace vorrang::mail
