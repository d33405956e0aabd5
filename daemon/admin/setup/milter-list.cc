#include "daemon/admin/setup/milter-list.hh"

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>

namespace vorrang::admin::setup {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kInet = "inet:";

/// One spelling for one file; /var/run is /run.
std::string normal_path(const std::string& path) {
    auto normal = std::filesystem::path(path).lexically_normal().string();
    return normal.starts_with("/var/run/") ? normal.substr(4) : normal;
}

/// A socket's path as the whole host sees it.
std::string path_on_host(const PostfixPicture& postfix, const std::string& path, bool jailed) {
    const bool absolute = path.starts_with('/');
    return normal_path(jailed || !absolute ? postfix.main_value("queue_directory") + "/" + path
                                           : path);
}

MilterEntry::Whose
whose(const PostfixPicture& postfix, const Config& config, const std::string& socket, bool jailed) {
    using Whose = MilterEntry::Whose;
    if (!socket.starts_with(kUnix) || !config.milter.socket.starts_with(kUnix)) {
        return socket == our_socket(config) ? Whose::ours : Whose::other;
    }
    const auto ours = normal_path(config.milter.socket.substr(kUnix.size()));
    const auto path = socket.substr(kUnix.size());
    if (path_on_host(postfix, path, jailed) == ours) {
        return Whose::ours;
    }
    return path_on_host(postfix, path, false) == ours ? Whose::ours_outside : Whose::other;
}

MilterEntry read_entry(const PostfixPicture& postfix,
                       const Config& config,
                       const std::string& text,
                       bool jailed) {
    MilterEntry entry;
    entry.text = text;
    entry.socket = text;
    if (text.size() > 2 && text.starts_with('{')) {
        const auto words = split_list(std::string_view(text).substr(1, text.size() - 2));
        entry.socket = words.empty() ? "" : words.front();
        constexpr std::string_view kAction = "default_action=";
        for (const auto& word : words) {
            if (word.starts_with(kAction)) {
                entry.default_action = word.substr(kAction.size());
            }
        }
    }
    entry.whose = whose(postfix, config, entry.socket, jailed);
    return entry;
}

bool has_any(const std::string& socket, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return socket.find(word) != std::string::npos;
    });
}

} // namespace

std::vector<MilterEntry>
milters_of(const PostfixPicture& postfix, const Config& config, const Service& service) {
    const auto received = split_list(postfix.value(service, "receive_override_options"));
    std::vector<MilterEntry> entries;
    if (contains(received, "no_milters")) {
        return entries;
    }
    for (const auto& text : split_list(postfix.value(service, "smtpd_milters"))) {
        entries.push_back(read_entry(postfix, config, text, postfix.in_jail(service)));
    }
    return entries;
}

MilterEntry
read_milter(const PostfixPicture& postfix, const Config& config, const std::string& text) {
    return read_entry(postfix, config, text, false);
}

std::string our_socket(const Config& config) {
    const auto& socket = config.milter.socket;
    const auto at = socket.find('@');
    if (!socket.starts_with(kInet) || at == std::string::npos) {
        return socket;
    }
    const auto port = socket.substr(kInet.size(), at - kInet.size());
    return std::string(kInet) + socket.substr(at + 1) + ":" + port;
}

// By the names and ports of Debian's packages; another milter's work cannot be seen from outside.
bool looks_like_verifier(const MilterEntry& entry) {
    return has_any(entry.socket,
                   {"dmarc", "dkim", "rspamd", "spf", "authmilter", ":8891", ":8893", ":11332"});
}

bool looks_like_signer(const MilterEntry& entry) {
    return has_any(entry.socket, {"dkim", "rspamd", "sign", ":8891", ":11332"});
}

} // namespace vorrang::admin::setup
