#include "daemon/admin/setup/postfix-world.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin::setup {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}

} // namespace

std::string
postconf_line(const PostfixPicture& postfix, std::string_view option, const std::string& argument) {
    const auto where = postfix.directory == "/etc/postfix" ? "" : "-c " + postfix.directory + " ";
    return fmt::format("postconf {}{} {}", where, option, quoted(argument));
}

std::string set_own_line(const PostfixPicture& postfix,
                         const Service& service,
                         const std::string& setting,
                         const std::string& value) {
    // postconf takes no blank in a service's setting.
    const auto packed = join_list(split_list(value));
    if (packed.find(' ') != std::string::npos) {
        return postconf_line(
            postfix,
            "-Me",
            fmt::format("{}={} -o {{ {} = {} }}", service.id(), service.line, setting, value));
    }
    return postconf_line(postfix, "-Pe", fmt::format("{}/{}={}", service.id(), setting, packed));
}

std::string set_line(const PostfixPicture& postfix,
                     const Service& service,
                     const std::string& setting,
                     const std::string& value) {
    if (service.options.contains(setting)) {
        return set_own_line(postfix, service, setting, value);
    }
    return postconf_line(postfix, "-e", fmt::format("{} = {}", setting, value));
}

std::string standing_in(const Service& service, const std::string& setting) {
    return service.options.contains(setting) ? service.id() + " in master.cf" : "main.cf";
}

std::string called(const PostfixPicture& postfix, const Service& service) {
    return fmt::format("{} ({})", service.id(), postfix.value(service, "milter_macro_daemon_name"));
}

void complain(Complaints& complaints,
              CheckResult::Verdict verdict,
              std::string sentence,
              std::string line) {
    const bool known =
        std::any_of(complaints.begin(), complaints.end(), [&](const Complaint& complaint) {
            return complaint.line == line;
        });
    if (!known) {
        complaints.push_back({verdict, std::move(sentence), "run", std::move(line)});
    }
}

} // namespace vorrang::admin::setup
