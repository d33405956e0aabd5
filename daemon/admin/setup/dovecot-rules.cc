#include "daemon/admin/setup/dovecot-picture.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <sstream>

/// Whether Dovecot shows the desk to agents, and delivers their own mail beside it.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

bool has_plugin(const std::string& plugins) {
    const auto words = words_of(plugins);
    return std::find(words.begin(), words.end(), "vorrang") != words.end();
}

bool is_desk(const DovecotPicture& dovecot, const std::string& name) {
    return dovecot.namespace_value(name, "location").starts_with("vorrang:");
}

std::vector<std::string> desks(const DovecotPicture& dovecot) {
    auto names = dovecot.namespaces();
    std::erase_if(names, [&](const std::string& name) { return !is_desk(dovecot, name); });
    return names;
}

Complaint in_file(const DovecotWorld& world, std::string sentence, std::string line) {
    return {Verdict::failed, std::move(sentence), world.dovecot.file, std::move(line)};
}

Complaints plugin(const DovecotWorld& world) {
    const auto& dovecot = world.dovecot;
    Complaints complaints;
    if (!has_plugin(dovecot.value("mail_plugins"))) {
        complaints.push_back(
            in_file(world,
                    "mail_plugins does not name vorrang for all services, so an account with a "
                    "desk gets no session where it is missing",
                    "mail_plugins = $mail_plugins vorrang"));
        return complaints;
    }
    for (const auto& [path, value] : dovecot.settings) {
        if (path.starts_with("protocol ") && path.ends_with("/mail_plugins") &&
            !has_plugin(value)) {
            const auto block = path.substr(0, path.find('/'));
            complaints.push_back(
                {Verdict::failed,
                 fmt::format("{} has mail_plugins of its own without vorrang, so an account with a "
                             "desk gets no session there",
                             block),
                 fmt::format("{}, {} {{ }}", world.dovecot.file, block),
                 fmt::format("mail_plugins = {}{}vorrang", value, value.empty() ? "" : " ")});
        }
    }
    return complaints;
}

Complaints plugin_file(const DovecotWorld& world) {
    if (world.dovecot.plugin_there) {
        return {};
    }
    const auto file = world.dovecot.plugin_file();
    return {{Verdict::failed,
             fmt::format("there is no {}", file),
             "run",
             fmt::format("install -m 644 build/release/dovecot-plugin/lib20_vorrang_plugin.so {}",
                         file)}};
}

Complaints plugin_version(const DovecotWorld& world) {
    const auto& dovecot = world.dovecot;
    if (!dovecot.plugin_there || dovecot.plugin_built_with == dovecot.installed) {
        return {};
    }
    const auto& built =
        dovecot.plugin_built_with.empty() ? "an unknown one" : dovecot.plugin_built_with;
    return {{Verdict::failed,
             fmt::format("the plugin was built with dovecot-dev {} and refuses to run beside "
                         "dovecot-core {}",
                         built,
                         dovecot.installed.empty() ? "of an unknown revision" : dovecot.installed),
             "run",
             fmt::format("apt-get install dovecot-dev={} && cmake --preset release && cmake "
                         "--build --preset release --target vorrang_plugin",
                         dovecot.installed)}};
}

Complaints desk_namespace(const DovecotWorld& world) {
    const auto& dovecot = world.dovecot;
    const auto names = desks(dovecot);
    if (names.empty()) {
        return {in_file(world,
                        "no namespace has a location of vorrang:, so nobody sees the desk",
                        "!include /etc/dovecot/conf.d/vorrang.conf")};
    }
    Complaints complaints;
    for (const auto& name : names) {
        const auto prefix = dovecot.namespace_value(name, "prefix");
        if (prefix.empty() && dovecot.namespace_value(name, "inbox") != "yes") {
            complaints.push_back(
                in_file(world,
                        fmt::format("namespace {} has no prefix and is not inbox: clients would "
                                    "watch another INBOX than the desk's",
                                    name),
                        fmt::format("namespace/{}/inbox = yes", name)));
        }
    }
    return complaints;
}

/// The namespace of ordinary mail: the folder that is made for an agent must be in it.
Complaints personal_namespace(const DovecotWorld& world) {
    const auto& dovecot = world.dovecot;
    const auto folder = dovecot.value("plugin/vorrang_personal_inbox");
    const auto prefix = folder.substr(0, folder.find('/') + 1);
    if (desks(dovecot).empty() || folder.empty()) {
        return {};
    }
    for (const auto& name : dovecot.namespaces()) {
        if (!is_desk(dovecot, name) && !prefix.empty() &&
            dovecot.namespace_value(name, "prefix") == prefix) {
            return {};
        }
    }
    const auto names = dovecot.namespaces();
    const bool there = std::find(names.begin(), names.end(), "personal") != names.end();
    return {in_file(
        world,
        fmt::format("no namespace has the prefix of {}, where an agent's own mail goes", folder),
        there ? fmt::format("namespace/personal/prefix = {}", prefix)
              : "!include /etc/dovecot/conf.d/vorrang.conf")};
}

Complaints separator(const DovecotWorld& world) {
    const auto& dovecot = world.dovecot;
    Complaints complaints;
    for (const auto& name : dovecot.namespaces()) {
        if (const auto found = dovecot.namespace_value(name, "separator");
            !desks(dovecot).empty() && found != "/") {
            complaints.push_back(in_file(
                world,
                fmt::format("namespace {} has the separator {}: all must have the desk's, /",
                            name,
                            found.empty() ? "of its format" : found),
                fmt::format("namespace/{}/separator = /", name)));
        }
    }
    return complaints;
}

Complaints socket(const DovecotWorld& world) {
    const auto value = world.dovecot.value("plugin/vorrang_socket");
    const auto& ours = world.config.daemon.imap_socket;
    const std::string found = value.empty() ? "/run/vorrang/imap.sock" : value;
    if (found == ours || desks(world.dovecot).empty()) {
        return {};
    }
    return {in_file(world,
                    fmt::format("the plugin asks at {}, but vorrangd listens at {}", found, ours),
                    fmt::format("plugin/vorrang_socket = {}", ours))};
}

/// A number of the userdb; nothing if there is none.
std::optional<unsigned> id_of(const Account& account, const char* field) {
    const auto found = account.imap.find(field);
    if (found == account.imap.end()) {
        return std::nullopt;
    }
    unsigned id = 0;
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc{} ? std::optional(id) : std::nullopt;
}

Complaints socket_access(const DovecotWorld& world) {
    for (const auto& account : world.dovecot.accounts) {
        const auto user = id_of(account, "uid");
        const auto group = id_of(account, "gid");
        const auto& way = world.dovecot.way;
        if (!user || !group || way.size() != 2 ||
            (way[0].let(*user, *group, 01) && way[1].let(*user, *group, 02))) {
            continue;
        }
        return {{Verdict::failed,
                 fmt::format("{}'s imap process (user {}, group {}) may not open {}: put that "
                             "group into tmpfiles.d/vorrang.conf, too",
                             account.login,
                             *user,
                             *group,
                             way[1].path),
                 "run",
                 fmt::format("chgrp {} {} {}", *group, way[0].path, way[1].path)}};
    }
    return {};
}

Complaints fetch_failure(const DovecotWorld& world) {
    const auto found = world.dovecot.value("imap_fetch_failure");
    if (found == "no-after") {
        return {};
    }
    return {{Verdict::warn,
             fmt::format("imap_fetch_failure is {}: while vorrangd is away clients are "
                         "disconnected instead of told so",
                         found.empty() ? "disconnect-immediately" : found),
             world.dovecot.file,
             "imap_fetch_failure = no-after"}};
}

/// The enabled namespaces of an account that hold its INBOX.
std::vector<std::string> inboxes(const DovecotPicture& dovecot,
                                 const std::map<std::string, std::string>& fields) {
    auto names = dovecot.namespaces();
    std::erase_if(names, [&](const std::string& name) {
        return dovecot.namespace_value(name, "disabled", fields) == "yes" ||
               dovecot.namespace_value(name, "inbox", fields) != "yes";
    });
    return names;
}

/// An agent's login sees the desk; what LMTP brings for him goes elsewhere.
Complaints accounts(const DovecotWorld& world, bool lmtp) {
    const auto& dovecot = world.dovecot;
    Complaints complaints;
    for (const auto& account : dovecot.accounts) {
        if (!account.trouble.empty()) {
            complaints.push_back({Verdict::skipped, account.trouble, "", ""});
            return complaints;
        }
        const auto& fields = lmtp ? account.lmtp : account.imap;
        bool desk = false;
        for (const auto& name : desks(dovecot)) {
            desk = desk || dovecot.namespace_value(name, "disabled", fields) != "yes";
        }
        const auto found = inboxes(dovecot, fields);
        const bool own = found.size() == 1 && !is_desk(dovecot, found.front());
        if (lmtp && (desk || !own)) {
            complaints.push_back(
                {Verdict::failed,
                 fmt::format("{}'s own mail, which LMTP brings, {}",
                             account.login,
                             desk ? "would enter the desk"
                                  : "has not exactly one INBOX to be delivered to"),
                 "the userdb, for the service lmtp",
                 "namespace/delivery/disabled=no namespace/inbox/disabled=yes"});
        } else if (!lmtp && !desk) {
            complaints.push_back(
                {Verdict::failed,
                 fmt::format("{} is an agent, but his login shows no desk", account.login),
                 "the userdb, for this account",
                 "namespace/desk/disabled=no namespace/personal/disabled=no "
                 "namespace/inbox/disabled=yes"});
        }
    }
    return complaints;
}

Complaints agents(const DovecotWorld& world) {
    return desks(world.dovecot).empty() ? Complaints{} : accounts(world, false);
}

Complaints delivery(const DovecotWorld& world) {
    const auto protocols = words_of(world.dovecot.value("protocols"));
    const bool lmtp = std::find(protocols.begin(), protocols.end(), "lmtp") != protocols.end();
    return !lmtp || desks(world.dovecot).empty() ? Complaints{} : accounts(world, true);
}

constexpr std::array kRules{
    Rule<DovecotWorld>{"dovecot/plugin", "every service knows the driver", plugin},
    Rule<DovecotWorld>{"dovecot/plugin-file", "the plugin is installed", plugin_file},
    Rule<DovecotWorld>{"dovecot/plugin-version", "it fits this Dovecot", plugin_version},
    Rule<DovecotWorld>{"dovecot/desk", "the desk's namespace is the INBOX", desk_namespace},
    Rule<DovecotWorld>{
        "dovecot/personal", "own mail has a namespace beside it", personal_namespace},
    Rule<DovecotWorld>{"dovecot/separator", "all namespaces have one separator", separator},
    Rule<DovecotWorld>{"dovecot/socket", "the plugin asks where vorrangd listens", socket},
    Rule<DovecotWorld>{"dovecot/socket-access", "agents' processes may open it", socket_access},
    Rule<DovecotWorld>{
        "dovecot/fetch-failure", "clients stay while vorrangd is away", fetch_failure},
    Rule<DovecotWorld>{"dovecot/agents", "agents' logins show the desk", agents},
    Rule<DovecotWorld>{"dovecot/delivery", "LMTP never enters the desk", delivery},
};

} // namespace

std::span<const Rule<DovecotWorld>> dovecot_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
