#include "core/mail/agent-lines.hh"

#include "core/mail/header-fields.hh"
#include "core/mail/time-spent.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

struct KnownWord {
    std::string_view word;
    std::string_view needs; ///< what must stand behind it; "": nothing must
    bool state = false;     ///< says what becomes of the ticket: at most one of them
};

/// Every word that a reply may begin with. What is not here is refused, never sent. Whether the
/// arguments make sense is for the database to say, but for the time.
constexpr auto known_words = std::to_array<KnownWord>({
    {"time", "a time"},
    {"correct", "a time"},
    {"note", ""},
    {"internal", ""},
    {"public", ""},
    {"close", "", true},
    {"open", "", true},
    {"wait", "", true},
    {"hold", "", true},
    {"cc", "an address, such as #cc name@firm.example"},
    {"for", "an address, such as #for name@firm.example"},
    {"assign", "a colleague, such as #assign bernd"},
    {"watch", ""},
    {"responsible", ""},
    {"prio", "high, normal or low"},
    {"sla", "an SLA, such as #sla gold, or none"},
    {"tag", "a word, such as #tag vpn"},
    {"bill", "yes or no"},
    {"project", "a project, such as #project heyer-care, or none"},
    {"release", ""},
    {"task", "what kind and what to do, such as #task bug look at the driver until friday"},
    {"done", ""},
    {"document", "what kind and what about, such as #document service-order new switch"},
    {"customer", "a customer's key or number, such as #customer heyer"},
    {"solution", ""},
    {"ask", ""},
    {"use", "the name of a canned reply, such as #use greeting"},
    {"kb", "an article's number, such as #kb 17"},
    {"merge", "a ticket, such as #merge 4821"},
    {"unmerge", "a ticket, such as #unmerge 4821"},
});

constexpr std::chrono::minutes time_limit = std::chrono::hours(24);

/// What a refusal shows of a word: it goes into an SMTP reply.
std::string shown_word(std::string_view word) {
    std::string out(word.substr(0, 20));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c <= ' ' || c >= 0x7F || c == '%'; }, '?');
    return out;
}

tl::unexpected<Error> refuse(const AgentLine& line, std::string_view why) {
    return fail(
        ErrorCode::refused,
        fmt::format("line {}: #{} {}; nothing was sent", line.number, shown_word(line.word), why));
}

/// The line without its end, indentation, no-break spaces and byte order mark.
std::string_view bare_line(std::string_view line) {
    for (;;) {
        line = trim(line);
        if (line.starts_with("\xC2\xA0")) {
            line.remove_prefix(2);
        } else if (line.starts_with("\xEF\xBB\xBF")) {
            line.remove_prefix(3);
        } else {
            return line;
        }
    }
}

/// No-break spaces made spaces; trimmed.
std::string plain_spaces(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool no_break = text.substr(at, 2) == "\xC2\xA0";
        out += no_break ? ' ' : text[at];
        at += no_break ? 1 : 0;
    }
    return std::string(trim(out));
}

bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::optional<AgentLine> read_line(std::string_view line, std::size_t number) {
    if (line.size() < 2 || line[0] != '#' || !starts_word(line[1])) {
        return std::nullopt;
    }
    const std::size_t end =
        std::min({line.find(' '), line.find('\t'), line.find("\xC2\xA0"), line.size()});
    return AgentLine{lower(line.substr(1, end - 1)), plain_spaces(line.substr(end)), number};
}

/// Adds a `#time` or `#correct` line to what the lines before it said.
Result<void> add_time(AgentLines& lines, const AgentLine& line) {
    const std::size_t end = std::min(line.args.find(' '), line.args.size());
    const std::string word = line.args.substr(0, end);
    auto spent = parse_time_spent(word);
    if (line.word == "correct" && (word == "0" || word == "0m" || word == "0:00")) {
        spent = TimeSpent{};
    }
    if (!spent || lines.time.value_or(std::chrono::minutes(0)) + spent->minutes > time_limit) {
        return refuse(line, "needs a time such as 0:25, 25m, 1.5h or 21:30-22:15, at most 24h");
    }
    if (lines.time && (line.word == "correct" || lines.has("correct"))) {
        return refuse(line, "stands alone: one time takes the place of what was booked last");
    }
    if (lines.time && (spent->start || lines.time_start)) {
        return refuse(line, "is a second time; where one says when it began, it is the only one");
    }
    lines.time_start = spent->start;
    lines.time = lines.time.value_or(std::chrono::minutes(0)) + spent->minutes;
    const std::string comment(trim(std::string_view(line.args).substr(end)));
    if (!comment.empty()) {
        lines.time_comment += (lines.time_comment.empty() ? "" : "; ") + comment;
    }
    return {};
}

Result<void> add_line(AgentLines& lines, AgentLine line, std::string& state) {
    const auto* known = std::find_if(known_words.begin(),
                                     known_words.end(),
                                     [&](const KnownWord& one) { return one.word == line.word; });
    if (known == known_words.end()) {
        return refuse(line, "is not known");
    }
    if (line.word == "time" || line.word == "correct") {
        if (auto added = add_time(lines, line); !added) {
            return added;
        }
    } else if (!known->needs.empty() && line.args.empty()) {
        return refuse(line, fmt::format("needs {}", known->needs));
    }
    if (known->state) {
        if (!state.empty() && state != line.word) {
            return refuse(line, fmt::format("contradicts #{} above it", state));
        }
        state = line.word;
    }
    lines.lines.push_back(std::move(line));
    return {};
}

/// Words that cannot stand together, whatever their order.
Result<void> check_together(const AgentLines& lines) {
    if (const AgentLine* line = lines.for_customer();
        line != nullptr && (lines.has("note") || lines.has("internal"))) {
        return refuse(*line, "is for what the customer gets, and a note stays inside");
    }
    if (const AgentLine* line = lines.find("public");
        line != nullptr && (lines.has("note") || lines.has("internal"))) {
        return refuse(*line, "says the opposite of #note");
    }
    if (const AgentLine* ask = lines.find("ask"); ask != nullptr && lines.has("close")) {
        return refuse(*ask, "waits for an answer, which contradicts #close");
    }
    if (const AgentLine* bill = lines.find("bill"); bill != nullptr && !lines.time) {
        return refuse(*bill, "says whether the time beside it is billed, and there is no #time");
    }
    return {};
}

} // namespace

const AgentLine* AgentLines::find(std::string_view word) const {
    const auto found = std::find_if(
        lines.rbegin(), lines.rend(), [&](const AgentLine& line) { return line.word == word; });
    return found == lines.rend() ? nullptr : &*found;
}

const AgentLine* AgentLines::for_customer() const {
    for (const std::string_view word : {"ask", "use", "kb"}) {
        if (const AgentLine* line = find(word)) {
            return line;
        }
    }
    return nullptr;
}

std::vector<std::string> AgentLines::args_of(std::string_view word) const {
    std::vector<std::string> out;
    for (const AgentLine& line : lines) {
        if (line.word == word && !line.args.empty()) {
            out.push_back(line.args);
        }
    }
    return out;
}

bool AgentLines::has(std::string_view word) const {
    return find(word) != nullptr;
}

Result<AgentLines> parse_agent_lines(std::string_view text) {
    AgentLines out;
    std::string state;
    std::size_t number = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        ++number;
        std::size_t end = text.find('\n', at);
        end = end == std::string_view::npos ? text.size() : end + 1;
        const std::string_view line = bare_line(text.substr(at, end - at));
        if (!line.empty()) {
            auto command = read_line(line, number);
            if (!command) {
                break;
            }
            if (auto added = add_line(out, std::move(*command), state); !added) {
                return pass_on(added);
            }
        }
        at = end;
    }
    if (auto checked = check_together(out); !checked) {
        return pass_on(checked);
    }
    out.text = std::string(out.lines.empty() ? text : text.substr(at));
    return out;
}

} // namespace vorrang::mail
