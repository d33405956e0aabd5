#include "daemon/admin/setup/milter-list.hh"
#include "daemon/admin/setup/postfix-world.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// The services of master.cf that a desk needs, and who may reach them.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;

constexpr const char* kDaemonName = "milter_macro_daemon_name";

bool local_port(const std::string& host_port) {
    return host_port.starts_with("127.") || host_port.starts_with("localhost:") ||
           host_port.starts_with("[::1]");
}

/// Names the smtpd on that port, or makes one.
std::string naming_line(const PostfixWorld& world,
                        const std::string& port,
                        const std::string& name,
                        const std::string& options) {
    for (const auto* service : world.postfix.smtpds()) {
        if (port_of(service->name) == port && world.postfix.on_loopback(*service)) {
            return set_own_line(world.postfix, *service, kDaemonName, name);
        }
    }
    return postconf_line(
        world.postfix,
        "-Me",
        fmt::format("127.0.0.1:{0}/inet=127.0.0.1:{0} inet n - n - - smtpd -o {1}={2} {3}",
                    port,
                    kDaemonName,
                    name,
                    options));
}

/// Binds a service to this host alone.
void must_be_private(const PostfixWorld& world,
                     const std::vector<const Service*>& services,
                     const std::string& harm,
                     Complaints& complaints) {
    for (const auto* service : services) {
        if (world.postfix.on_loopback(*service)) {
            continue;
        }
        const auto rest = service->line.substr(service->name.size());
        complain(
            complaints,
            Verdict::failed,
            fmt::format(
                "{} can be reached from outside: {}", called(world.postfix, *service), harm),
            postconf_line(
                world.postfix,
                "-Me",
                fmt::format("{}=127.0.0.1:{}{}", service->id(), port_of(service->name), rest)));
    }
}

std::vector<const Service*> reentries(const PostfixWorld& world) {
    return world.postfix.smtpds_named(world.config.milter.reentry_daemons);
}

std::vector<const Service*> outboxes(const PostfixWorld& world) {
    return world.postfix.smtpds_named(world.config.milter.outbox_daemons);
}

Complaints reentry(const PostfixWorld& world) {
    const auto& names = world.config.milter.reentry_daemons;
    if (names.empty() || !reentries(world).empty()) {
        return {};
    }
    const auto transport = world.postfix.main_value("relay_transport");
    const auto port = transport.starts_with("smtp:[127.") ? port_of(transport) : "10025";
    return {{Verdict::failed,
             fmt::format("no smtpd is named {}: bounces, aliases and local programs' mail cannot "
                         "reach the desk",
                         names.front()),
             "run",
             naming_line(world,
                         port,
                         names.front(),
                         "-o myhostname=reentry.localhost -o smtpd_sasl_auth_enable=no -o "
                         "smtpd_relay_restrictions=permit_auth_destination,reject")}};
}

Complaints reentry_private(const PostfixWorld& world) {
    Complaints complaints;
    must_be_private(
        world, reentries(world), "what comes in there is taken for our own Postfix's", complaints);
    return complaints;
}

Complaints reentry_login(const PostfixWorld& world) {
    constexpr const char* kLogin = "smtpd_sasl_auth_enable";
    Complaints complaints;
    for (const auto* service : reentries(world)) {
        if (world.postfix.value(*service, kLogin) == "yes") {
            complain(complaints,
                     Verdict::failed,
                     fmt::format("{} takes logins, which nobody needs between two parts of Postfix",
                                 called(world.postfix, *service)),
                     set_own_line(world.postfix, *service, kLogin, "no"));
        }
    }
    return complaints;
}

Complaints outbox(const PostfixWorld& world) {
    const auto& names = world.config.milter.outbox_daemons;
    const auto& at = world.config.daemon.outbox_smtp;
    if (names.empty() || !local_port(at) || !outboxes(world).empty()) {
        return {};
    }
    return {{Verdict::failed,
             fmt::format("no smtpd is named {}: vorrangd cannot send anything", names.front()),
             "run",
             naming_line(world,
                         port_of(at),
                         names.front(),
                         "-o mynetworks=127.0.0.0/8 -o "
                         "smtpd_relay_restrictions=permit_mynetworks,reject -o "
                         "smtpd_recipient_restrictions= -o smtpd_reject_unlisted_recipient=no")}};
}

Complaints outbox_private(const PostfixWorld& world) {
    Complaints complaints;
    must_be_private(world, outboxes(world), "it relays, and is for vorrangd alone", complaints);
    return complaints;
}

Complaints outbox_port(const PostfixWorld& world) {
    const auto services = outboxes(world);
    const auto& at = world.config.daemon.outbox_smtp;
    const bool there = std::any_of(services.begin(), services.end(), [&](const Service* service) {
        return port_of(service->name) == port_of(at);
    });
    if (services.empty() || there || !local_port(at)) {
        return {};
    }
    return {{Verdict::failed,
             fmt::format("vorrangd hands its mail to {}, but {} is elsewhere",
                         at,
                         called(world.postfix, *services.front())),
             "vorrang.toml, section [daemon]",
             fmt::format("outbox_smtp = \"127.0.0.1:{}\"", port_of(services.front()->name))}};
}

Complaints outbox_recipients(const PostfixWorld& world) {
    constexpr const char* kUnlisted = "smtpd_reject_unlisted_recipient";
    Complaints complaints;
    for (const auto* service : outboxes(world)) {
        if (world.postfix.value(*service, kUnlisted) != "no") {
            complain(complaints,
                     Verdict::warn,
                     fmt::format("{} looks recipients up: an unknown one fails the mail at once "
                                 "instead of by a bounce into its ticket",
                                 called(world.postfix, *service)),
                     set_own_line(world.postfix, *service, kUnlisted, "no"));
        }
    }
    return complaints;
}

Complaints verified_daemons(const PostfixWorld& world) {
    const auto& milter = world.config.milter;
    Complaints complaints;
    for (const auto& name : milter.verified_daemons) {
        if (milter.authserv_id.empty() || !world.postfix.smtpds_named({name}).empty()) {
            continue;
        }
        complaints.push_back(
            {Verdict::failed,
             fmt::format("verified_daemons names {}, but no smtpd has that "
                         "milter_macro_daemon_name: no sender can be verified there",
                         name),
             "run",
             postconf_line(world.postfix,
                           "-Me",
                           fmt::format("127.0.0.1:10024/inet=127.0.0.1:10024 inet n - n - - smtpd "
                                       "-o {}={}",
                                       kDaemonName,
                                       name))});
    }
    return complaints;
}

/// A port whose Authentication-Results are believed: a verifier stands before our milter and
/// removes what strangers wrote, or strangers cannot reach it.
Complaints verifier_reach(const PostfixWorld& world) {
    constexpr const char* kClients = "smtpd_client_restrictions";
    Complaints complaints;
    if (world.config.milter.authserv_id.empty()) {
        return complaints;
    }
    for (const auto* service : world.postfix.smtpds_named(world.config.milter.verified_daemons)) {
        const auto milters = milters_of(world.postfix, world.config, *service);
        const auto clients = split_list(world.postfix.value(*service, kClients));
        const bool verifies = milters.size() > 1; // their order is another rule
        const bool guarded = !clients.empty() && clients.back() == "reject";
        if (!verifies && !guarded && !world.postfix.on_loopback(*service)) {
            complain(complaints,
                     Verdict::failed,
                     fmt::format("everybody can reach {} and write Authentication-Results that are "
                                 "believed: let only the verifying relay in",
                                 called(world.postfix, *service)),
                     set_own_line(world.postfix, *service, kClients, "permit_mynetworks,reject"));
        }
    }
    return complaints;
}

/// Where people log in. (REENTRY must take no logins: that is another rule.)
std::vector<const Service*> submissions(const PostfixWorld& world) {
    auto services = world.postfix.smtpds();
    std::erase_if(services, [&](const Service* service) {
        return world.postfix.value(*service, "smtpd_sasl_auth_enable") != "yes" ||
               contains(world.config.milter.reentry_daemons,
                        world.postfix.value(*service, kDaemonName));
    });
    return services;
}

Complaints submission(const PostfixWorld& world) {
    if (!submissions(world).empty()) {
        return {};
    }
    return {{Verdict::warn,
             "no smtpd takes logins, and without one no agent can reply",
             "run",
             postconf_line(
                 world.postfix,
                 "-Me",
                 fmt::format("submission/inet=submission inet n - n - - smtpd -o {}=SUBMISSION -o "
                             "smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions= -o "
                             "smtpd_sender_restrictions=reject_sender_login_mismatch -o "
                             "smtpd_relay_restrictions=permit_sasl_authenticated,reject",
                             kDaemonName))}};
}

bool checks_sender(const PostfixWorld& world, const Service& service) {
    constexpr std::array kLists{"smtpd_client_restrictions",
                                "smtpd_helo_restrictions",
                                "smtpd_sender_restrictions",
                                "smtpd_relay_restrictions",
                                "smtpd_recipient_restrictions"};
    return std::any_of(kLists.begin(), kLists.end(), [&](const char* list) {
        const auto words = split_list(world.postfix.value(service, list));
        return contains(words, "reject_sender_login_mismatch") ||
               contains(words, "reject_authenticated_sender_login_mismatch");
    });
}

Complaints sender_login(const PostfixWorld& world) {
    constexpr const char* kSender = "smtpd_sender_restrictions";
    constexpr const char* kMaps = "smtpd_sender_login_maps";
    Complaints complaints;
    for (const auto* service : submissions(world)) {
        const auto sentence = fmt::format("at {} who has logged in may send as anybody",
                                          called(world.postfix, *service));
        if (!checks_sender(world, *service)) {
            auto words = split_list(world.postfix.value(*service, kSender));
            words.insert(words.begin(), "reject_sender_login_mismatch");
            complain(complaints,
                     Verdict::failed,
                     sentence,
                     set_own_line(world.postfix, *service, kSender, join_list(words)));
        } else if (world.postfix.value(*service, kMaps).empty()) {
            complain(
                complaints,
                Verdict::failed,
                fmt::format("{} is empty, so that nobody who has logged in may send at all", kMaps),
                set_line(world.postfix,
                         *service,
                         kMaps,
                         fmt::format("regexp:{}/sender-logins", world.postfix.directory)));
        }
    }
    return complaints;
}

constexpr std::array kRules{
    Rule<PostfixWorld>{"postfix/reentry", "there is a private smtpd for desk mail", reentry},
    Rule<PostfixWorld>{"postfix/reentry-private", "only this host reaches it", reentry_private},
    Rule<PostfixWorld>{"postfix/reentry-login", "it takes no logins", reentry_login},
    Rule<PostfixWorld>{"postfix/outbox", "there is a private smtpd for vorrangd", outbox},
    Rule<PostfixWorld>{"postfix/outbox-private", "only this host reaches it", outbox_private},
    Rule<PostfixWorld>{"postfix/outbox-port", "vorrangd knows its port", outbox_port},
    Rule<PostfixWorld>{
        "postfix/outbox-recipients", "unknown recipients come back as bounces", outbox_recipients},
    Rule<PostfixWorld>{
        "postfix/verified-daemons", "services behind the verifier exist", verified_daemons},
    Rule<PostfixWorld>{
        "postfix/verifier-reach", "only a verifier writes what is believed", verifier_reach},
    Rule<PostfixWorld>{"postfix/submission", "agents can log in", submission},
    Rule<PostfixWorld>{"postfix/sender-login", "a login sends as itself only", sender_login},
};

} // namespace

std::span<const Rule<PostfixWorld>> service_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
