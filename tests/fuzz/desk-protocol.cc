// vorrangd's side of the socket protocol: requests, numbers, sets of uids, sentences.
#include "daemon/desk/protocol.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::desk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    const std::string line = format_line({"VERB", text, ""});
    VORRANG_CLAIM(line.find('\n') == line.size() - 1);
    const auto written = parse_request(std::string_view(line).substr(0, line.size() - 1));
    VORRANG_CLAIM(written && written->verb == "VERB" && written->arguments.size() == 2);
    VORRANG_CLAIM(written->arguments[0] == text && written->arguments[1].empty());

    if (const auto request = parse_request(text)) {
        std::size_t bytes = request->verb.size();
        for (const std::string& argument : request->arguments) {
            bytes += argument.size() + 1;
        }
        VORRANG_CLAIM(bytes <= text.size());
    }
    if (const auto number = parse_number(text)) {
        VORRANG_CLAIM(*number >= 0 && std::to_string(*number) == text);
    }
    if (const auto uids = parse_uids(text)) {
        VORRANG_CLAIM(!uids->empty() && uids->size() <= uids_limit && uids->front() > 0);
        VORRANG_CLAIM(std::is_sorted(uids->begin(), uids->end()));
        VORRANG_CLAIM(uids->size() > 1000 || parse_uids(format_uids(*uids)) == uids);
    }
    for (const std::string& flag : parse_flags(text)) {
        VORRANG_CLAIM(!flag.empty() && flag.find(' ') == std::string::npos);
    }
    for (const std::string& one :
         {sentence(text), refusal_of({vorrang::ErrorCode::refused, std::string(text)}).sentence}) {
        VORRANG_CLAIM(one.size() <= 400);
        VORRANG_CLAIM(
            std::all_of(one.begin(), one.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
    }
    return 0;
}
