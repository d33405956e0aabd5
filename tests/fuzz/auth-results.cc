// Authentication-Results, and what is believed of them. Parts: the From field's value, a value.
#include "core/mail/auth-results.hh"

#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::mail;

namespace {

Trust judge(std::string_view from, std::string_view value, std::string_view id, bool behind) {
    const std::string header = "Authentication-Results:" + std::string(value) + "\r\n";
    const std::vector<std::string> ids = {std::string(id)};
    const std::vector<std::string> own = {"staff.example"};
    const auto list = parse_address_list(from).mailboxes;
    return judge_trust(header, {behind, ids, own, list, list.size(), false});
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [from, value] = vorrang::fuzz::parts_of<2>(data, size);
    if (const auto results = parse_auth_results(value)) {
        VORRANG_CLAIM(!results->authserv_id.empty());
        std::size_t bytes = results->authserv_id.size();
        for (const AuthMethod& method : results->methods) {
            VORRANG_CLAIM(!method.method.empty());
            for (const auto& [name, text] : method.properties) {
                bytes += name.size() + text.size();
            }
        }
        VORRANG_CLAIM(bytes <= value.size());
    }
    // Only our own verifier can make a mail verified, and only behind itself.
    VORRANG_CLAIM(judge(from, value, "mx.desk.example", false) != Trust::verified);
    VORRANG_CLAIM(judge(from, value, "no-verifier.invalid \n", true) != Trust::verified);
    const Trust trust = judge(from, value, "mx.desk.example", true);
    const auto list = parse_address_list(from).mailboxes;
    VORRANG_CLAIM(trust != Trust::verified || list.size() == 1);
    VORRANG_CLAIM(trust != Trust::verified || list.front().domain != "staff.example");
    return 0;
}
