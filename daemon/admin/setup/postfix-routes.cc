#include "daemon/admin/setup/postfix-world.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

/// Whether mail for the desk's addresses is let in, and where Postfix would deliver it.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;
using State = MapAnswer::State;

std::string domain_of(const std::string& address) {
    return address.substr(address.rfind('@') + 1);
}

/// The channels' domains, each once.
std::vector<std::string> desk_domains(const PostfixWorld& world) {
    std::vector<std::string> domains;
    for (const auto& address : world.addresses) {
        if (auto domain = domain_of(address); !contains(domains, domain)) {
            domains.push_back(std::move(domain));
        }
    }
    return domains;
}

/// The domain, and its parents where Postfix lets them stand for it.
std::vector<std::string>
names_of(const PostfixWorld& world, const std::string& domain, const std::string& setting) {
    std::vector<std::string> names{domain};
    const auto parents = split_list(world.postfix.main_value("parent_domain_matches_subdomains"));
    const bool plain = contains(parents, setting);
    for (auto dot = domain.find('.'); dot != std::string::npos; dot = domain.find('.', dot + 1)) {
        names.push_back(domain.substr(plain ? dot + 1 : dot));
    }
    return names;
}

/// Asks all tables of a list for all keys, as Postfix does: the first key wins over the first
/// table.
MapAnswer ask_list(const PostfixWorld& world,
                   const std::vector<std::string>& list,
                   const std::vector<std::string>& keys) {
    for (const auto& key : keys) {
        for (const auto& map : list) {
            auto answer = world.ask(map, key);
            if (answer.state != State::absent) {
                return answer;
            }
        }
    }
    return {};
}

bool is_map(const std::string& word) {
    return word.find(':') != std::string::npos;
}

/// Whether a domain is in a list of names and tables.
State in_domain_list(const PostfixWorld& world,
                     const std::string& domain,
                     const std::string& setting) {
    const auto names = names_of(world, domain, setting);
    for (const auto& word : split_list(world.postfix.main_value(setting))) {
        if (word.starts_with('/')) {
            return State::cannot_ask;
        }
        if (is_map(word)) {
            const auto answer = ask_list(world, {word}, names);
            if (answer.state != State::absent) {
                return answer.state;
            }
        } else if (contains(names, word)) {
            return State::found;
        }
    }
    return State::absent;
}

Complaint cannot_ask(const std::string& what, const std::string& why) {
    return {Verdict::skipped, fmt::format("{} cannot be known: {}", what, why), "", ""};
}

/// The list that wins over relay_domains and holds the domain, in the order in which Postfix asks.
const char* stronger_list(const PostfixWorld& world, const std::string& domain) {
    for (const auto* const list :
         {"mydestination", "virtual_alias_domains", "virtual_mailbox_domains"}) {
        if (in_domain_list(world, domain, list) == State::found) {
            return list;
        }
    }
    return nullptr;
}

std::string
list_line(const PostfixWorld& world, const char* list, const std::vector<std::string>& words) {
    return postconf_line(world.postfix, "-e", fmt::format("{} = {}", list, join_list(words)));
}

void complain_of_stronger(const PostfixWorld& world,
                          const std::string& domain,
                          const char* list,
                          Complaints& complaints) {
    auto words = split_list(world.postfix.main_value(list));
    const bool plain = std::erase(words, domain) > 0;
    complaints.push_back(
        {Verdict::failed,
         fmt::format("{} is in {} too, which wins over relay_domains: Postfix looks for ordinary "
                     "mailboxes there",
                     domain,
                     list),
         plain ? "run" : "",
         plain ? list_line(world, list, words)
               : fmt::format("take {} out of the table in {}", domain, list)});
}

Complaints desk_domain(const PostfixWorld& world) {
    constexpr const char* kRelay = "relay_domains";
    Complaints complaints;
    for (const auto& domain : desk_domains(world)) {
        if (const auto* const list = stronger_list(world, domain); list != nullptr) {
            complain_of_stronger(world, domain, list, complaints);
            continue;
        }
        const auto relayed = in_domain_list(world, domain, kRelay);
        if (relayed == State::cannot_ask) {
            complaints.push_back(cannot_ask("whether " + domain + " is a desk domain",
                                            "relay_domains names a table that does not answer"));
        }
        if (relayed != State::absent) {
            continue;
        }
        auto words = split_list(world.postfix.main_value(kRelay));
        // Its default is $mydestination; no domain may be in both.
        const auto local = split_list(world.postfix.main_value("mydestination"));
        std::erase_if(words, [&](const std::string& word) { return contains(local, word); });
        words.push_back(domain);
        complain(complaints,
                 Verdict::failed,
                 fmt::format("{} is not in relay_domains, so Postfix does not take its addresses "
                             "for the desk's",
                             domain),
                 list_line(world, kRelay, words));
    }
    return complaints;
}

/// The port of REENTRY, if there is one (another rule says so if not).
std::optional<std::string> reentry_port(const PostfixWorld& world) {
    const auto services = world.postfix.smtpds_named(world.config.milter.reentry_daemons);
    return services.empty() ? std::nullopt : std::optional(port_of(services.front()->name));
}

/// Whether "transport:nexthop" goes over SMTP to a smtpd named REENTRY.
bool leads_to_reentry(const PostfixWorld& world, const std::string& route) {
    const auto colon = route.find(':');
    if (colon == std::string::npos) {
        return false;
    }
    const auto transport = route.substr(0, colon);
    const auto next = route.substr(colon + 1);
    const auto& services = world.postfix.services;
    const bool smtp = std::any_of(services.begin(), services.end(), [&](const Service& service) {
        return service.name == transport && service.type == "unix" && service.command == "smtp";
    });
    const auto reentries = world.postfix.smtpds_named(world.config.milter.reentry_daemons);
    return smtp && (next.starts_with("[127.") || next.starts_with("[::1]")) &&
           std::any_of(reentries.begin(), reentries.end(), [&](const Service* service) {
               return port_of(service->name) == port_of(next);
           });
}

std::string
transport_maps_line(const PostfixWorld& world, const std::string& key, const std::string& route) {
    const auto old = world.postfix.main_value("transport_maps");
    return postconf_line(world.postfix,
                         "-e",
                         fmt::format("transport_maps = inline:{{ {{ {} = {} }} }}{}{}",
                                     key,
                                     route,
                                     old.empty() ? "" : " ",
                                     old));
}

/// The line that leads an address, or its whole domain, to REENTRY.
std::string routing_line(const PostfixWorld& world,
                         const std::string& address,
                         const std::string& port,
                         bool by_table) {
    const auto route = fmt::format("smtp:[127.0.0.1]:{}", port);
    const auto relayed = split_list(world.postfix.main_value("relay_domains"));
    const auto domains = desk_domains(world);
    const bool desk_only =
        std::all_of(relayed.begin(), relayed.end(), [&](const std::string& domain) {
            return contains(domains, domain);
        });
    if (desk_only && !by_table) {
        return postconf_line(world.postfix, "-e", "relay_transport = " + route);
    }
    return transport_maps_line(world, by_table ? address : domain_of(address), route);
}

/// A table, and what it says.
struct TableAnswer {
    std::string map; ///< which of transport_maps
    std::string key;
    MapAnswer answer;
};

/// What transport_maps say of an address: the first key wins over the first table.
TableAnswer ask_transport(const PostfixWorld& world, const std::string& address) {
    auto keys = names_of(world, domain_of(address), "transport_maps");
    keys.insert(keys.begin(), address);
    keys.emplace_back("*");
    for (const auto& key : keys) {
        for (const auto& map : split_list(world.postfix.main_value("transport_maps"))) {
            auto answer = world.ask(map, key);
            if (answer.state != State::absent) {
                return {map, key, std::move(answer)};
            }
        }
    }
    return {};
}

Complaints desk_transport(const PostfixWorld& world) {
    const auto port = reentry_port(world);
    Complaints complaints;
    for (const auto& address : world.addresses) {
        if (!port) {
            break;
        }
        const auto answer = ask_transport(world, address).answer;
        if (answer.state == State::cannot_ask) {
            complaints.push_back(cannot_ask("the transport of " + address, answer.value));
            break;
        }
        const bool by_table = answer.state == State::found;
        const auto route = by_table ? answer.value : world.postfix.main_value("relay_transport");
        if (!leads_to_reentry(world, route)) {
            complain(complaints,
                     Verdict::failed,
                     fmt::format("bounces and aliases for {} would go to {} instead of REENTRY, "
                                 "where the desk takes them",
                                 address,
                                 route),
                     routing_line(world, address, *port, by_table));
        }
    }
    return complaints;
}

/// The line by which an address that the desk leaves alone goes to the ordinary mailboxes again:
/// our own table of nothing but it taken out, else a table of its own before all.
std::string
way_back_line(const PostfixWorld& world, const std::string& address, const TableAnswer& table) {
    const bool only_this = table.map.starts_with("inline:") && table.key == address &&
                           std::count(table.map.begin(), table.map.end(), '{') == 2;
    if (only_this) {
        auto maps = split_list(world.postfix.main_value("transport_maps"));
        std::erase(maps, table.map);
        return postconf_line(world.postfix, "-e", "transport_maps = " + join_list(maps));
    }
    const auto mailboxes = world.postfix.main_value("virtual_transport");
    const bool whole = mailboxes.find(':') != std::string::npos;
    return transport_maps_line(world, address, mailboxes + (whole ? "" : ":"));
}

Complaints left_alone(const PostfixWorld& world) {
    Complaints complaints;
    for (const auto& address : world.left) {
        const auto table = ask_transport(world, address);
        const auto relayed = in_domain_list(world, domain_of(address), "relay_domains");
        if (table.answer.state == State::cannot_ask || relayed == State::cannot_ask) {
            complaints.push_back(cannot_ask("the transport of " + address, table.answer.value));
            break;
        }
        const bool by_table = table.answer.state == State::found;
        const bool relay =
            relayed == State::found && stronger_list(world, domain_of(address)) == nullptr;
        const auto route = by_table ? table.answer.value
                           : relay  ? world.postfix.main_value("relay_transport")
                                    : std::string();
        if (leads_to_reentry(world, route)) {
            complain(complaints,
                     Verdict::failed,
                     fmt::format("{} is off or observes, and {} would bring its mail to the desk, "
                                 "which defers it; it belongs to its own mailbox",
                                 address,
                                 route),
                     way_back_line(world, address, table));
        }
    }
    return complaints;
}

Complaints aliases(const PostfixWorld& world) {
    const auto domains = desk_domains(world);
    const auto maps = split_list(world.postfix.main_value("virtual_alias_maps"));
    Complaints complaints;
    for (const auto& alias : world.config.desk.aliases) {
        const auto domain = domain_of(alias);
        if (!contains(domains, domain)) {
            continue;
        }
        const auto local = alias.substr(0, alias.rfind('@'));
        const auto answer = ask_list(world, maps, {alias, local, "@" + domain});
        if (answer.state == State::cannot_ask) {
            complaints.push_back(cannot_ask("whether " + alias + " is an alias", answer.value));
        } else if (answer.state == State::absent) {
            auto old = world.postfix.main_value("virtual_alias_maps");
            complain(
                complaints,
                Verdict::warn,
                fmt::format("{} stands in [desk] aliases, but no virtual_alias_maps rewrites "
                            "it: its mail is deferred at REENTRY",
                            alias),
                postconf_line(world.postfix,
                              "-e",
                              fmt::format("virtual_alias_maps = inline:{{ {{ {} = {} }} }}{}{}",
                                          alias,
                                          world.addresses.front(),
                                          old.empty() ? "" : " ",
                                          old)));
        }
    }
    return complaints;
}

constexpr std::array kRules{
    Rule<PostfixWorld>{"postfix/desk-domain", "the desk's domains are relay domains", desk_domain},
    Rule<PostfixWorld>{
        "postfix/desk-transport", "desk mail in the queue goes to REENTRY", desk_transport},
    Rule<PostfixWorld>{"postfix/left-alone",
                       "mail of channels that are off or observe does not go to REENTRY",
                       left_alone},
    Rule<PostfixWorld>{"postfix/aliases", "the desk's aliases are rewritten", aliases},
};

} // namespace

std::string desk_route_line(const PostfixWorld& world, const std::string& address) {
    const auto port = reentry_port(world);
    return port ? transport_maps_line(world, address, fmt::format("smtp:[127.0.0.1]:{}", *port))
                : "";
}

std::span<const Rule<PostfixWorld>> route_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
