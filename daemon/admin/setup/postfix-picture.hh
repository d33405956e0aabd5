#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::admin::setup {

/// One service of master.cf.
struct Service {
    std::string name;                           ///< "smtp", "127.0.0.1:10025", "cleanup"
    std::string type;                           ///< "inet", "unix", "pass"
    std::string chroot;                         ///< "y", "n" or "-"
    std::string command;                        ///< "smtpd"
    std::string line;                           ///< all of it, as `postconf -M` prints it
    std::map<std::string, std::string> options; ///< its `-o` settings, $names expanded

    /// As `postconf -P` names it: "smtp/inet".
    [[nodiscard]] std::string id() const { return name + "/" + type; }
};

/// A Postfix as its own `postconf` tells it. Reading is I/O (read-postfix.hh); rules look at this.
struct PostfixPicture {
    std::string directory = "/etc/postfix";
    std::map<std::string, std::string> main; ///< every setting there is, defaults too, expanded
    std::vector<Service> services;

    /// A setting of main.cf; empty if this Postfix does not know it.
    [[nodiscard]] std::string main_value(std::string_view name) const;
    /// What is in force for one service: its own `-o` wins.
    [[nodiscard]] std::string value(const Service& service, std::string_view name) const;
    /// All services that take mail in by SMTP.
    [[nodiscard]] std::vector<const Service*> smtpds() const;
    /// The smtpd services whose {daemon_name} is one of these.
    [[nodiscard]] std::vector<const Service*>
    smtpds_named(const std::vector<std::string>& daemon_names) const;
    /// Whether only this host can reach it.
    [[nodiscard]] bool on_loopback(const Service& service) const;
    /// Whether it runs in a chroot jail, with Postfix's own default for "-".
    [[nodiscard]] bool in_jail(const Service& service) const;
};

/// From what `postconf -x`, `postconf -M` and `postconf -Px` print.
[[nodiscard]] PostfixPicture parse_postfix(std::string directory,
                                           std::string_view main_cf,
                                           std::string_view master_cf,
                                           std::string_view options);

/// A list as Postfix writes it: parted by commas and blanks, what stands in braces stays whole.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// A list as it may stand in master.cf, too: without blanks between its words.
[[nodiscard]] std::string join_list(const std::vector<std::string>& words);

[[nodiscard]] bool contains(const std::vector<std::string>& words, std::string_view word);

/// The port of a service's name or a HOST:PORT, as written: "10025".
[[nodiscard]] std::string port_of(std::string_view name);

} // namespace vorrang::admin::setup
