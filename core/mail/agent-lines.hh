#pragma once

#include "core/result.hh"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// One command on top of an agent's reply: `#time 0:25 onsite`.
struct AgentLine {
    std::string word;       ///< lower-case, without #
    std::string args;       ///< trimmed
    std::size_t number = 0; ///< of the text's lines, from 1
};

/// The commands on top of a reply and the text below them.
struct AgentLines {
    std::vector<AgentLine> lines;
    std::string text;                         ///< the reply without them
    std::optional<std::chrono::minutes> time; ///< of all `#time` lines together, or of `#correct`
    std::optional<std::chrono::minutes> time_start; ///< since midnight, where it was said
    std::string time_comment;                       ///< what stood behind the time
    std::string own; ///< the writer's own words below the commands (own_words), none of a quote
    std::vector<std::string> attached; ///< Message-IDs of the mails attached to it
    bool quotes_cover = false;         ///< a cover sheet stands in one of its texts
    bool bare = false; ///< nothing of the writer's own stands below the commands (has_own_words)

    [[nodiscard]] bool has(std::string_view word) const;
    /// The arguments of the last such line; nullptr if there is none.
    [[nodiscard]] const AgentLine* find(std::string_view word) const;
    /// A line that says what the customer gets, which a note cannot have; nullptr: none.
    [[nodiscard]] const AgentLine* for_customer() const;
    /// The arguments of all `#word` lines that have any.
    [[nodiscard]] std::vector<std::string> args_of(std::string_view word) const;
};

/// Reads the leading lines `#word args` of a text (LF or CRLF), blank ones between them allowed, up
/// to the first line that is no command. A lone `#`, `# text`, `#4815` or `##` is no command.
/// Refuses (code refused): `line 1: #tmie is not known; nothing was sent`.
[[nodiscard]] Result<AgentLines> parse_agent_lines(std::string_view text);

} // namespace vorrang::mail
