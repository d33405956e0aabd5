#include "daemon/admin/setup/setup.hh"

#include "daemon/admin/setup/postgres-rules.hh"
#include "daemon/admin/setup/read-dovecot.hh"
#include "daemon/admin/setup/read-postfix.hh"

#include <fmt/format.h>

#include <iterator>

namespace vorrang::admin::setup {
namespace {

using Results = std::vector<CheckResult>;
using Verdict = CheckResult::Verdict;

/// Why there is no picture: no such program here is nobody's fault.
CheckResult no_picture(const std::string& family, const Error& error, const std::string& setting) {
    return error.code == ErrorCode::no_such
               ? CheckResult{Verdict::skipped,
                             family,
                             error.text,
                             fmt::format("name its settings in [admin] {}, or \"\" if it runs on "
                                         "another host",
                                         setting)}
               : CheckResult{
                     Verdict::failed, family, error.text, "mend what it says, then check again"};
}

void add(Results& results,
         const std::string& family,
         const std::string& about,
         Results family_results) {
    results.push_back(family_result(family, about, family_results));
    results.insert(results.end(),
                   std::make_move_iterator(family_results.begin()),
                   std::make_move_iterator(family_results.end()));
}

} // namespace

void check_postfix(const std::string& directory,
                   const Config& config,
                   const ChannelAddresses& addresses,
                   Results& results) {
    if (directory.empty()) {
        return;
    }
    const auto postfix = read_postfix(directory);
    if (!postfix) {
        results.push_back(no_picture("postfix", postfix.error(), "check_postfix"));
        return;
    }
    const PostfixWorld world{*postfix,
                             config,
                             addresses.taken,
                             [&](const std::string& map, const std::string& key) {
                                 return ask_postmap(directory, map, key);
                             },
                             addresses.left};
    Results found;
    for (const auto rules : {parameter_rules(), milter_rules(), service_rules(), route_rules()}) {
        ask_rules(rules, world, found);
    }
    add(results,
        "postfix",
        fmt::format("{}, Postfix {}", directory, postfix->main_value("mail_version")),
        std::move(found));
}

std::string
transport_line(const std::string& directory, const Config& config, const std::string& address) {
    const auto postfix =
        directory.empty() ? fail(ErrorCode::no_such, "not asked for") : read_postfix(directory);
    if (!postfix) {
        return "";
    }
    return desk_route_line({*postfix, config, {address}, {}, {}}, address);
}

void check_dovecot(const std::string& file,
                   const Config& config,
                   const std::vector<std::string>& logins,
                   Results& results) {
    if (file.empty()) {
        return;
    }
    const auto dovecot = read_dovecot(file, logins, config.daemon.imap_socket);
    if (!dovecot) {
        results.push_back(no_picture("dovecot", dovecot.error(), "check_dovecot"));
        return;
    }
    Results found;
    ask_rules(dovecot_rules(), DovecotWorld{*dovecot, config}, found);
    add(results,
        "dovecot",
        fmt::format("{}, dovecot-core {}", file, dovecot->installed),
        std::move(found));
}

void check_postgres(pg::Connection& connection,
                    const Config& config,
                    const std::vector<std::string>& zones,
                    Results& results) {
    const auto server = api::read_server_settings(connection);
    if (!server) {
        results.push_back({Verdict::failed, "postgres", server.error().text, server.error().hint});
        return;
    }
    PostgresWorld world{*server, config, {}};
    for (const auto& zone : zones) {
        if (!api::knows_zone(connection, zone)) {
            world.unknown_zones.push_back(zone);
        }
    }
    Results found;
    ask_rules(postgres_rules(), world, found);
    add(results,
        "postgres",
        fmt::format("PostgreSQL {}.{}", server->version / 10000, server->version % 10000),
        std::move(found));
}

} // namespace vorrang::admin::setup
