// The commands on top of an agent's plain text.
#include "core/mail/agent-lines.hh"

#include "core/mail/header-fields.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;
using vorrang::fuzz::is_one_line;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const auto lines = parse_agent_lines(text);
    if (!lines) {
        // It becomes an SMTP reply.
        const std::string& why = lines.error().text;
        VORRANG_CLAIM(lines.error().code == vorrang::ErrorCode::refused);
        VORRANG_CLAIM(is_one_line(why) && why.size() < 200);
        VORRANG_CLAIM(
            std::all_of(why.begin(), why.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
        return 0;
    }
    VORRANG_CLAIM(text.ends_with(lines->text));
    VORRANG_CLAIM(!lines->lines.empty() || lines->text == text);
    std::size_t above = 0;
    for (const AgentLine& line : lines->lines) {
        VORRANG_CLAIM(line.number > above);
        above = line.number;
        VORRANG_CLAIM(is_one_line(line.word) || line.word.find('\0') != std::string::npos);
        VORRANG_CLAIM(line.args.find('\n') == std::string::npos);
        VORRANG_CLAIM(line.args == trim(line.args));
    }
    VORRANG_CLAIM(!lines->time || (lines->time->count() > 0 && lines->time->count() <= 24 * 60));
    // What is left begins with no command: nothing of them is sent.
    const auto rest = parse_agent_lines(lines->text);
    VORRANG_CLAIM(rest && rest->lines.empty());
    return 0;
}
