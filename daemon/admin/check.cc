#include "daemon/admin/check.hh"

#include "core/api/admin.hh"
#include "core/api/upgrade.hh"
#include "core/config-checks.hh"
#include "core/pg/rows.hh"
#include "daemon/admin/probes.hh"
#include "daemon/admin/setup/setup.hh"
#include "daemon/admin/stream-socket.hh"
#include "daemon/admin/templates.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Results = std::vector<CheckResult>;
using Verdict = CheckResult::Verdict;

void good(Results& results, std::string what, std::string finding) {
    results.push_back({Verdict::ok, std::move(what), std::move(finding), {}});
}

void bad(
    Results& results, Verdict verdict, std::string what, std::string finding, std::string remedy) {
    results.push_back({verdict, std::move(what), std::move(finding), std::move(remedy)});
}

std::string text_of(const json::value& object, std::string_view field) {
    const auto* const value = object.is_object() ? object.get_object().if_contains(field) : nullptr;
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

void check_calendars(api::Admin& admin, const Context& context, Results& results) {
    const auto calendars = admin.list("calendar", {}, context.now);
    if (!calendars || !calendars->is_array()) {
        return; // the schema's line says it already
    }
    constexpr std::chrono::days enough{365};
    for (const auto& calendar : calendars->get_array()) {
        const auto until = pg::parse_instant(text_of(calendar, "expanded_until"));
        if (!until || *until < context.now + enough) {
            const auto key = text_of(calendar, "key");
            bad(results,
                Verdict::warn,
                "calendar " + key,
                "its hours are worked out for less than a year to come",
                fmt::format("run `vorrang calendar set {}`", key));
        }
    }
}

/// Receivers that have not taken a call for an hour, or not at all.
void check_webhooks(api::Admin& admin, const Context& context, Results& results) {
    const auto webhooks = admin.list("webhook", {}, context.now);
    if (!webhooks || !webhooks->is_array()) {
        return;
    }
    constexpr std::chrono::hours patience{1};
    for (const auto& webhook : webhooks->get_array()) {
        const auto key = text_of(webhook, "key");
        const auto since = pg::parse_instant(text_of(webhook, "waits_since"));
        const auto failed = webhook.at("failed").as_int64();
        if (failed > 0 || (since && *since < context.now - patience)) {
            bad(results,
                Verdict::warn,
                "webhook " + key,
                fmt::format("{} calls wait, {} have failed: {}",
                            webhook.at("waiting").as_int64(),
                            failed,
                            text_of(webhook, "error")),
                fmt::format("see `vorrang webhook calls {}`; `vorrang webhook retry {}` makes them "
                            "again",
                            key,
                            key));
        }
    }
}

/// What of the desk's own data the other checks need; empty if it cannot be known.
struct DeskData {
    setup::ChannelAddresses addresses;
    std::vector<std::string> zones;  ///< of the channels
    std::vector<std::string> logins; ///< of the agents
};

/// The texts of one field in a list of objects, each once.
std::vector<std::string> texts_of(const json::value& objects, std::string_view field) {
    std::vector<std::string> texts;
    if (objects.is_array()) {
        for (const auto& object : objects.get_array()) {
            auto text = text_of(object, field);
            if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
                texts.push_back(std::move(text));
            }
        }
    }
    return texts;
}

setup::ChannelAddresses addresses_of(const json::value& channels) {
    setup::ChannelAddresses addresses;
    if (channels.is_array()) {
        for (const auto& channel : channels.get_array()) {
            const auto intake = text_of(channel, "intake");
            const bool taken = intake == "auto" || intake == "triage";
            (taken ? addresses.taken : addresses.left).push_back(text_of(channel, "address"));
        }
    }
    return addresses;
}

DeskData read_desk(api::Admin& admin, const Context& context, Results& results) {
    const auto channels = admin.list("channel", {}, context.now);
    if (!channels) {
        bad(results, Verdict::failed, "channels", channels.error().text, channels.error().hint);
        return {};
    }
    const auto agents = admin.list("agent", {}, context.now);
    if (!agents) {
        bad(results, Verdict::failed, "agents", agents.error().text, agents.error().hint);
        return {};
    }
    return {addresses_of(*channels), texts_of(*channels, "zone"), texts_of(*agents, "login")};
}

DeskData check_database(const Context& context, Results& results) {
    auto connection = context.connect();
    if (!connection) {
        bad(results, Verdict::failed, "database", connection.error().text, connection.error().hint);
        return {};
    }
    good(results, "database", fmt::format("connected as {}", context.config.admin.database_user));
    const api::SchemaScripts scripts{sql::migrations(), sql::functions(), sql::grants()};
    if (const auto fits = api::check_schema(*connection, scripts); !fits) {
        bad(results, Verdict::failed, "schema", fits.error().text, fits.error().hint);
        setup::check_postgres(*connection, context.config, {}, results);
        return {};
    }
    good(results, "schema", fmt::format("version {}", scripts.version()));
    api::Admin admin(*connection);
    check_calendars(admin, context, results);
    check_webhooks(admin, context, results);
    auto desk = read_desk(admin, context, results);
    setup::check_postgres(*connection, context.config, desk.zones, results);
    return desk;
}

void check_templates(const Context& context, Results& results) {
    const mail::TemplateFolder folder(context.config.desk.template_directory);
    const auto mistakes = template_mistakes_in(folder, std::nullopt);
    if (mistakes.empty()) {
        good(results, "templates", fmt::format("{} in {}", folder.files().size(), folder.path()));
        return;
    }
    const auto& first = mistakes.front();
    bad(results,
        Verdict::failed,
        "templates",
        fmt::format("{}:{}: {}", first.file, first.line, first.text),
        "run `vorrang template check`; mails in these words are not sent");
}

void check_milter(const Context& context, Results& results) {
    const auto& socket = context.config.milter.socket;
    if (const auto version = probe_milter(socket); !version) {
        bad(results,
            Verdict::failed,
            "milter",
            version.error().text,
            fmt::format("start vorrang-milter; [milter] socket is {}, and you need the right to "
                        "connect",
                        socket));
    } else {
        good(results, "milter", fmt::format("answers at {}, protocol {}", socket, *version));
    }
    if (context.config.milter.authserv_id.empty()) {
        bad(results,
            Verdict::warn,
            "senders",
            "no verifier is configured: every sender counts as unchecked",
            "let a verifier (rspamd, OpenDKIM and OpenDMARC) write Authentication-Results, and "
            "name it in [milter] authserv_id");
    }
}

void check_daemon(const Context& context, Results& results) {
    const auto& daemon = context.config.daemon;
    if (const auto there = probe_datagram(daemon.wake_socket); !there) {
        bad(results,
            Verdict::failed,
            "vorrangd",
            there.error().text,
            "start vorrangd; you need the right to connect to [daemon] wake_socket");
        return;
    }
    good(results, "vorrangd", fmt::format("listens at {}", daemon.wake_socket));
    const bool folders =
        std::find(daemon.roles.begin(), daemon.roles.end(), "folders") != daemon.roles.end();
    if (!folders) {
        return;
    }
    const auto imap = StreamSocket::connect_unix(daemon.imap_socket, std::chrono::seconds{5});
    if (!imap) {
        bad(results,
            Verdict::failed,
            "folders",
            imap.error().text,
            "see vorrangd's log; Dovecot's plugin needs [daemon] imap_socket");
        return;
    }
    good(results, "folders", fmt::format("answers at {}", daemon.imap_socket));
}

void check_addresses(const std::string& smtp,
                     const std::vector<std::string>& addresses,
                     Results& results) {
    if (addresses.empty()) {
        return;
    }
    std::size_t taken = 0;
    const auto probed = probe_recipients(
        smtp, addresses, [&](const std::string& address, const std::string& reply) {
            if (reply.starts_with('2')) {
                good(results, address, fmt::format("accepted at {}", smtp));
                results.back().detail = true;
                ++taken;
                return;
            }
            bad(results,
                Verdict::failed,
                address,
                fmt::format("{} says: {}", smtp, reply),
                reply.starts_with('4')
                    ? "see Postfix's log: is vorrang-milter in smtpd_milters, and running?"
                    : "make the desk's domain a valid recipient domain whose transport is the "
                      "REENTRY smtpd; see contrib/postfix");
        });
    if (!probed) {
        bad(results,
            Verdict::failed,
            "smtp",
            probed.error().text,
            "start Postfix, or name its smtpd by --smtp or [admin] check_smtp");
        return;
    }
    good(results,
         "addresses",
         fmt::format("{} of {} accepted at {}", taken, addresses.size(), smtp));
}

} // namespace

Result<int> run_check(const Context& context, const CheckOptions& options) {
    auto asked = options;
    const auto& admin = context.config.admin;
    asked.smtp = asked.smtp.empty() ? admin.check_smtp : asked.smtp;
    asked.postfix = asked.postfix.empty() ? admin.check_postfix : asked.postfix;
    asked.dovecot = asked.dovecot.empty() ? admin.check_dovecot : asked.dovecot;
    std::string copy = asked.smtp;
    if (const auto problem = checks::host_port(&copy); !problem.empty()) {
        return fail(ErrorCode::usage, fmt::format("--smtp {}", problem));
    }
    Results results;
    const auto desk = check_database(context, results);
    check_templates(context, results);
    check_milter(context, results);
    check_daemon(context, results);
    setup::check_postfix(asked.postfix, context.config, desk.addresses, results);
    setup::check_dovecot(asked.dovecot, context.config, desk.logins, results);
    check_addresses(asked.smtp, desk.addresses.taken, results);
    print(context.json ? check_json(results) : check_text(results, asked.verbose));
    const bool failed = std::any_of(results.begin(), results.end(), [](const CheckResult& result) {
        return result.verdict == Verdict::failed;
    });
    return failed ? 69 : 0;
}

} // namespace vorrang::admin
