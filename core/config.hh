#pragma once

#include "core/result.hh"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang {

/// The settings all programs read from one TOML file. What each means, its default and its limits
/// stand in the table of config-table.cc and nowhere else; get a Config from load_config() or
/// default_config(), never by Config{}.
struct Config {
    using Milliseconds = std::chrono::milliseconds;
    using List = std::vector<std::string>;

    struct Database {
        std::string dsn;
        Milliseconds connect_timeout;
        Milliseconds statement_timeout;
    } database;

    struct Log {
        std::string destination;
        std::string level;
    } log;

    struct Desk {
        std::string name;
        std::string address;
        List aliases;
        std::string hostname;
        std::string template_directory;
    } desk;

    struct Milter {
        std::string socket;
        std::string socket_mode;
        std::string database_user;
        std::string passfile;
        std::int64_t connections;
        Milliseconds connection_wait;
        std::string spool_directory;
        List authserv_id;
        List verified_daemons;
        List reentry_daemons;
        List outbox_daemons;
        bool discard;
    } milter;

    struct Daemon {
        std::string wake_socket;
        std::string imap_socket;
        std::string admin_socket;
        std::string socket_group;
        std::string database_user;
        std::string passfile;
        std::int64_t connections;
        std::string outbox_smtp;
        std::string webhook_ca_file;
        List roles;
    } daemon;

    struct Admin {
        std::string database_user;
        std::string owner_user;
        std::string passfile;
        std::string check_smtp;
        std::string check_postfix;
        std::string check_dovecot;
    } admin;
};

/// Reads a file. Errors are "file:line:column: sentence".
[[nodiscard]] Result<Config> load_config(const std::string& path);

/// Reads a text; `name` stands for the file in errors.
[[nodiscard]] Result<Config> parse_config(std::string_view text, const std::string& name);

/// What an empty file gives.
[[nodiscard]] Config default_config();

/// `option` (the argument of --config) if given, else $VORRANG_CONFIG, else the installed place.
[[nodiscard]] std::string config_path(const std::string& option);

/// socket_mode as a number: 0660.
[[nodiscard]] unsigned socket_mode(const Config::Milter& milter);

} // namespace vorrang
