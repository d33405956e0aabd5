#include "core/config-table.hh"

#include "core/config-checks.hh"

#include <array>

namespace vorrang {
namespace {

#define VORRANG_TARGET(section, name)                                                              \
    [](Config& config) -> SettingTarget { return &config.section.name; }

// clang-format off
constexpr std::array kSettings{
    Setting{"database", "dsn", "\"host=/run/postgresql dbname=vorrang\"",
            "Where the database is, as libpq connection string or URI, without user and password. "
            "Several hosts with target_session_attrs=read-write follow a failover.",
            VORRANG_TARGET(database, dsn), checks::dsn},
    Setting{"database", "connect_timeout", "\"5s\"",
            "How long to wait for a connection, for each host; libpq knows no less than 2s.",
            VORRANG_TARGET(database, connect_timeout), checks::whole_seconds},
    Setting{"database", "statement_timeout", "\"20s\"",
            "How long one statement may take. PostgreSQL cancels it then, and the mail is deferred.",
            VORRANG_TARGET(database, statement_timeout), checks::some_time},

    Setting{"log", "destination", "\"stderr\"",
            "Where log lines go: \"stderr\" (journald reads it under systemd), \"syslog\" (facility "
            "mail) or the absolute path of a file, opened again at SIGHUP.",
            VORRANG_TARGET(log, destination), checks::log_destination},
    Setting{"log", "level", "\"info\"",
            "The least important lines that are written: debug, info, warning or error.",
            VORRANG_TARGET(log, level), checks::log_level},

    Setting{"desk", "name", "\"Vorrang\"",
            "The name notices to agents come from.",
            VORRANG_TARGET(desk, name), checks::some_text},
    Setting{"desk", "address", "\"vorrang@desk.example\"",
            "The address notices to agents come from.",
            VORRANG_TARGET(desk, address), checks::address},
    Setting{"desk", "aliases", "[]",
            "Addresses that Postfix itself rewrites to a channel's (virtual_alias_maps, aliases), in "
            "whatever domain: they are the desk's own, and no answer goes to them. The milter refuses "
            "every other address of a desk domain that is no channel.",
            VORRANG_TARGET(desk, aliases), checks::addresses},
    Setting{"desk", "hostname", "\"localhost\"",
            "This host's name in the Received line that is added to stored mail.",
            VORRANG_TARGET(desk, hostname), checks::host_name},
    Setting{"desk", "template_directory", "\"/etc/vorrang/templates\"",
            "Where the admin's words of the desk's own mails and the canned replies are. vorrangd and "
            "the milter read it each time; what is not there is written in the built-in words.",
            VORRANG_TARGET(desk, template_directory), checks::path},

    Setting{"milter", "socket", "\"unix:/run/vorrang/milter.sock\"",
            "Where vorrang-milter listens: \"unix:PATH\" or \"inet:PORT@HOST\". Over TCP each change "
            "of a mail costs some 40 ms.",
            VORRANG_TARGET(milter, socket), checks::milter_socket},
    Setting{"milter", "socket_mode", "\"0660\"",
            "Access to a unix socket, in octal. Postfix must be in the socket's group.",
            VORRANG_TARGET(milter, socket_mode), checks::mode},
    Setting{"milter", "database_user", "\"vorrang_milter\"",
            "The milter's database role.",
            VORRANG_TARGET(milter, database_user), checks::some_text},
    Setting{"milter", "passfile", "\"\"",
            "File with the role's password, in the form of .pgpass. Empty: peer authentication.",
            VORRANG_TARGET(milter, passfile), checks::path_or_empty},
    Setting{"milter", "connections", "16",
            "The most database connections at one time. When all are busy, mail is deferred.",
            VORRANG_TARGET(milter, connections), checks::connections},
    Setting{"milter", "connection_wait", "\"10s\"",
            "How long a mail waits for a free database connection before it is deferred (451).",
            VORRANG_TARGET(milter, connection_wait), checks::some_time},
    Setting{"milter", "spool_directory", "\"/var/spool/vorrang\"",
            "Where a mail of more than 1 MiB stands while it comes in. Nothing in it outlives its "
            "SMTP session.",
            VORRANG_TARGET(milter, spool_directory), checks::path},
    Setting{"milter", "authserv_id", "[]",
            "Names under which our own verifier writes Authentication-Results.",
            VORRANG_TARGET(milter, authserv_id), nullptr},
    Setting{"milter", "verified_daemons", "[\"RELAY\"]",
            "The smtpd services (milter_macro_daemon_name in master.cf) that stand behind that "
            "verifier. On all others its header counts for nothing: anyone could have written it.",
            VORRANG_TARGET(milter, verified_daemons), nullptr},
    Setting{"milter", "reentry_daemons", "[\"REENTRY\"]",
            "The private smtpd that desk addresses are transported to. What is not ours there is "
            "deferred, as it would circle.",
            VORRANG_TARGET(milter, reentry_daemons), nullptr},
    Setting{"milter", "outbox_daemons", "[\"OUTBOX\"]",
            "The private smtpd that vorrangd hands its mail to.",
            VORRANG_TARGET(milter, outbox_daemons), nullptr},
    Setting{"milter", "discard", "true",
            "Whether Postfix forgets a mail that was for the desk alone. false keeps it alive for "
            "always_bcc journals.",
            VORRANG_TARGET(milter, discard), nullptr},

    Setting{"daemon", "wake_socket", "\"/run/vorrang/wake.sock\"",
            "Datagram socket by which the milter tells vorrangd that there is work.",
            VORRANG_TARGET(daemon, wake_socket), checks::socket_path},
    Setting{"daemon", "imap_socket", "\"/run/vorrang/imap.sock\"",
            "Socket for the Dovecot plugin. Who may open it is believed when he names an agent.",
            VORRANG_TARGET(daemon, imap_socket), checks::socket_path},
    Setting{"daemon", "admin_socket", "\"/run/vorrang/admin.sock\"",
            "Socket for the vorrang command.",
            VORRANG_TARGET(daemon, admin_socket), checks::socket_path},
    Setting{"daemon", "socket_group", "\"\"",
            "Group that owns the sockets, all of mode 0660. Empty: vorrangd's own.",
            VORRANG_TARGET(daemon, socket_group), nullptr},
    Setting{"daemon", "database_user", "\"vorrang_daemon\"",
            "vorrangd's database role.",
            VORRANG_TARGET(daemon, database_user), checks::some_text},
    Setting{"daemon", "passfile", "\"\"",
            "File with the role's password, in the form of .pgpass. Empty: peer authentication.",
            VORRANG_TARGET(daemon, passfile), checks::path_or_empty},
    Setting{"daemon", "connections", "6",
            "The most database connections at one time.",
            VORRANG_TARGET(daemon, connections), checks::connections},
    Setting{"daemon", "outbox_smtp", "\"127.0.0.1:10026\"",
            "Postfix's private port for mail out, as HOST:PORT.",
            VORRANG_TARGET(daemon, outbox_smtp), checks::host_port},
    Setting{"daemon", "webhook_ca_file", "\"\"",
            "Certificate authorities (PEM) by which receivers of webhooks are believed; empty: those "
            "of the system.",
            VORRANG_TARGET(daemon, webhook_ca_file), checks::path_or_empty},
    Setting{"daemon", "roles", "[\"folders\", \"clocks\", \"outbox\"]",
            "What this vorrangd does: folders (serves IMAP), clocks (escalates), outbox (sends).",
            VORRANG_TARGET(daemon, roles), checks::roles},

    Setting{"admin", "database_user", "\"vorrang_admin\"",
            "The vorrang command's database role.",
            VORRANG_TARGET(admin, database_user), checks::some_text},
    Setting{"admin", "owner_user", "\"vorrang_owner\"",
            "The role that owns the schema: for `vorrang db upgrade`.",
            VORRANG_TARGET(admin, owner_user), checks::some_text},
    Setting{"admin", "passfile", "\"\"",
            "File with both roles' passwords, in the form of .pgpass. Empty: peer authentication.",
            VORRANG_TARGET(admin, passfile), checks::path_or_empty},
    Setting{"admin", "check_smtp", "\"127.0.0.1:25\"",
            "The smtpd at which `vorrang check` probes every channel address, as HOST:PORT.",
            VORRANG_TARGET(admin, check_smtp), checks::host_port},
    Setting{"admin", "check_postfix", "\"/etc/postfix\"",
            "The directory of the Postfix whose settings `vorrang check` judges. Empty: none here.",
            VORRANG_TARGET(admin, check_postfix), checks::path_or_empty},
    Setting{"admin", "check_dovecot", "\"/etc/dovecot/dovecot.conf\"",
            "The configuration of the Dovecot whose settings `vorrang check` judges. Empty: none "
            "here.",
            VORRANG_TARGET(admin, check_dovecot), checks::path_or_empty},
};
// clang-format on

#undef VORRANG_TARGET

} // namespace

std::span<const Setting> settings() {
    return kSettings;
}

const Setting* find_setting(std::string_view section, std::string_view name) {
    for (const auto& setting : kSettings) {
        if (setting.section == section && setting.name == name) {
            return &setting;
        }
    }
    return nullptr;
}

std::string_view type_name(const Setting& setting) {
    static Config shape = default_config();
    constexpr std::array<std::string_view, 5> names{
        "text", "number", "true or false", "duration", "list of texts"};
    return names[setting.target(shape).index()];
}

} // namespace vorrang
