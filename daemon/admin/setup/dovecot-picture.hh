#pragma once

#include "core/config.hh"
#include "daemon/admin/setup/rule.hh"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::admin::setup {

/// What Dovecot's userdb says of one agent, field by field; why not, if it cannot be asked.
struct Account {
    std::string login;
    std::map<std::string, std::string> imap; ///< "namespace/desk/disabled" → "no"
    std::map<std::string, std::string> lmtp;
    std::string trouble;
};

/// A file or directory with who may use it.
struct FileRights {
    std::string path;
    unsigned owner = 0;
    unsigned group = 0;
    unsigned mode = 0; ///< the last nine bits

    /// Whether a process of that user and group may (`bits` as in 04 read, 02 write, 01 enter).
    [[nodiscard]] bool let(unsigned user, unsigned its_group, unsigned bits) const;
};

/// A Dovecot as its own `doveconf` tells it.
struct DovecotPicture {
    std::string file = "/etc/dovecot/dovecot.conf";
    /// What differs from Dovecot's defaults: "plugin/vorrang_socket", "namespace desk/inbox".
    std::map<std::string, std::string> settings;
    bool plugin_there = false;     ///< the file in mail_plugin_dir
    std::string plugin_built_with; ///< the dovecot-dev revision it names; empty: unknown
    std::string installed;         ///< the revision of dovecot-core; empty: unknown
    std::vector<FileRights> way;   ///< to vorrangd's socket: its directory, itself; or nothing
    std::vector<Account> accounts; ///< the agents, of many the first

    /// A setting; empty: it is at its default.
    [[nodiscard]] std::string value(const std::string& path) const;
    /// "desk", "inbox", …
    [[nodiscard]] std::vector<std::string> namespaces() const;
    /// A setting of one namespace, after what a userdb's fields say.
    [[nodiscard]] std::string
    namespace_value(const std::string& name,
                    const std::string& setting,
                    const std::map<std::string, std::string>& fields = {}) const;
    /// Where the plugin's file must be.
    [[nodiscard]] std::string plugin_file() const;
};

/// From what `doveconf -n` prints.
[[nodiscard]] std::map<std::string, std::string> parse_doveconf(std::string_view text);

/// From what `doveadm user` prints: "field<TAB>value" lines.
[[nodiscard]] std::map<std::string, std::string> parse_userdb(std::string_view text);

/// The revision that a plugin's file names, behind this mark; empty if it has none.
inline constexpr std::string_view kBuiltWithMark = "vorrang plugin built with dovecot-dev ";
[[nodiscard]] std::string find_built_with(std::string_view plugin_bytes);

struct DovecotWorld {
    const DovecotPicture& dovecot;
    const Config& config;
};

[[nodiscard]] std::span<const Rule<DovecotWorld>> dovecot_rules();

} // namespace vorrang::admin::setup
