#include "daemon/admin/setup/milter-list.hh"
#include "daemon/admin/setup/postfix-world.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Whether every mail passes our milter, and in which order.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;
using Whose = MilterEntry::Whose;

constexpr const char* kMilters = "smtpd_milters";

const MilterEntry* find_ours(const std::vector<MilterEntry>& entries) {
    const auto found = std::find_if(entries.begin(), entries.end(), [](const MilterEntry& entry) {
        return entry.whose != Whose::other;
    });
    return found == entries.end() ? nullptr : &*found;
}

/// The list with our milter first or last.
std::string reordered(const std::vector<MilterEntry>& entries, const Config& config, bool first) {
    std::vector<std::string> others;
    std::string ours = our_socket(config);
    for (const auto& entry : entries) {
        if (entry.whose == Whose::other) {
            others.push_back(entry.text);
        } else {
            ours = entry.text;
        }
    }
    others.insert(first ? others.begin() : others.end(), ours);
    return join_list(others);
}

bool is_named(const PostfixWorld& world,
              const Service& service,
              const std::vector<std::string>& names) {
    return contains(names, world.postfix.value(service, "milter_macro_daemon_name"));
}

Complaints unix_socket(const PostfixWorld& world) {
    if (world.config.milter.socket.starts_with("unix:")) {
        return {};
    }
    return {{Verdict::warn,
             fmt::format("[milter] socket is {}: over TCP each mail costs 40 ms more, and every "
                         "user of the host may name any sender and login",
                         world.config.milter.socket),
             "vorrang.toml, section [milter]",
             "socket = \"unix:/run/vorrang/milter/milter.sock\""}};
}

/// Mends a service that passes us by.
std::string adding_line(const PostfixWorld& world, const Service& service, bool first) {
    const auto& postfix = world.postfix;
    constexpr const char* kReceive = "receive_override_options";
    auto received = split_list(postfix.value(service, kReceive));
    if (contains(received, "no_milters")) {
        std::erase(received, "no_milters");
        return set_line(postfix, service, kReceive, join_list(received));
    }
    return set_line(postfix,
                    service,
                    kMilters,
                    reordered(milters_of(postfix, world.config, service), world.config, first));
}

Complaints milter(const PostfixWorld& world) {
    const auto& daemons = world.config.milter;
    Complaints complaints;
    for (const auto* service : world.postfix.smtpds()) {
        if (find_ours(milters_of(world.postfix, world.config, *service)) != nullptr) {
            continue;
        }
        const bool outbox = is_named(world, *service, daemons.outbox_daemons);
        const bool needed = outbox || is_named(world, *service, daemons.reentry_daemons) ||
                            !world.postfix.on_loopback(*service) ||
                            !service->options.contains(kMilters);
        complain(complaints,
                 needed ? Verdict::failed : Verdict::warn,
                 fmt::format("mail that comes in by {} passes the desk by: {} is not among its "
                             "milters",
                             called(world.postfix, *service),
                             our_socket(world.config)),
                 adding_line(world, *service, outbox && service->options.contains(kMilters)));
    }
    return complaints;
}

Complaints jail(const PostfixWorld& world) {
    Complaints complaints;
    for (const auto* service : world.postfix.smtpds()) {
        const auto entries = milters_of(world.postfix, world.config, *service);
        const auto* const ours = find_ours(entries);
        if (ours != nullptr && ours->whose == Whose::ours_outside) {
            complain(
                complaints,
                Verdict::failed,
                fmt::format("{} runs in a chroot and cannot see {}, so all its mail gets 451",
                            called(world.postfix, *service),
                            ours->socket),
                postconf_line(world.postfix, "-Fe", fmt::format("{}/chroot=n", service->id())));
        }
    }
    return complaints;
}

Complaints default_action(const PostfixWorld& world) {
    constexpr const char* kAction = "milter_default_action";
    Complaints complaints;
    for (const auto* service : world.postfix.smtpds()) {
        const auto action = world.postfix.value(*service, kAction);
        if (action != "tempfail") {
            complain(
                complaints,
                Verdict::failed,
                fmt::format("{} has {} = {}: while the milter is away mail passes the desk by, "
                            "or is refused for good",
                            standing_in(*service, kAction),
                            kAction,
                            action),
                set_line(world.postfix, *service, kAction, "tempfail"));
        }
        auto entries = milters_of(world.postfix, world.config, *service);
        for (auto& entry : entries) {
            if (entry.whose != Whose::other && !entry.default_action.empty() &&
                entry.default_action != "tempfail") {
                const auto sentence =
                    fmt::format("{} has {} for our milter in {}: while it is away mail passes the "
                                "desk by, or is refused for good",
                                standing_in(*service, kMilters),
                                "default_action=" + entry.default_action,
                                kMilters);
                entry.text = entry.socket;
                std::vector<std::string> texts;
                texts.reserve(entries.size());
                for (const auto& one : entries) {
                    texts.push_back(one.text);
                }
                complain(complaints,
                         Verdict::failed,
                         sentence,
                         set_line(world.postfix, *service, kMilters, join_list(texts)));
            }
        }
    }
    return complaints;
}

Complaints protocol(const PostfixWorld& world) {
    constexpr const char* kProtocol = "milter_protocol";
    Complaints complaints;
    for (const auto* service : world.postfix.smtpds()) {
        if (const auto value = world.postfix.value(*service, kProtocol); value != "6") {
            complain(complaints,
                     Verdict::failed,
                     fmt::format("{} has {} = {}: the milter refuses every older protocol",
                                 standing_in(*service, kProtocol),
                                 kProtocol,
                                 value),
                     set_line(world.postfix, *service, kProtocol, "6"));
        }
    }
    return complaints;
}

Complaints non_smtpd(const PostfixWorld& world) {
    constexpr const char* kSetting = "non_smtpd_milters";
    const auto words = split_list(world.postfix.main_value(kSetting));
    std::vector<std::string> others;
    for (const auto& word : words) {
        if (read_milter(world.postfix, world.config, word).whose == Whose::other) {
            others.push_back(word);
        }
    }
    if (others.size() == words.size()) {
        return {};
    }
    return {
        {Verdict::warn,
         "our milter stands in non_smtpd_milters: mail of local programs is taken there without "
         "the checks of an smtpd, though REENTRY takes it",
         "run",
         postconf_line(world.postfix, "-e", fmt::format("{} = {}", kSetting, join_list(others)))}};
}

Complaints verifier_order(const PostfixWorld& world) {
    Complaints complaints;
    if (world.config.milter.authserv_id.empty()) {
        return complaints;
    }
    for (const auto* service : world.postfix.smtpds_named(world.config.milter.verified_daemons)) {
        const auto entries = milters_of(world.postfix, world.config, *service);
        const auto* const ours = find_ours(entries);
        if (ours == nullptr) {
            continue;
        }
        const auto behind = static_cast<std::size_t>(ours - entries.data()) + 1;
        const bool late = (behind == 1 && entries.size() > 1) ||
                          std::any_of(entries.begin() + static_cast<std::ptrdiff_t>(behind),
                                      entries.end(),
                                      looks_like_verifier);
        if (late) {
            complain(
                complaints,
                Verdict::failed,
                fmt::format("at {} our milter stands before the verifier and cannot see its "
                            "Authentication-Results",
                            called(world.postfix, *service)),
                set_line(
                    world.postfix, *service, kMilters, reordered(entries, world.config, false)));
        }
    }
    return complaints;
}

Complaints signer_order(const PostfixWorld& world) {
    Complaints complaints;
    for (const auto* service : world.postfix.smtpds_named(world.config.milter.outbox_daemons)) {
        const auto entries = milters_of(world.postfix, world.config, *service);
        const auto* const ours = find_ours(entries);
        if (ours == nullptr) {
            continue;
        }
        const auto place = ours - entries.data();
        if (std::any_of(entries.begin(), entries.begin() + place, looks_like_signer)) {
            complain(
                complaints,
                Verdict::failed,
                fmt::format("at {} the DKIM signer stands before our milter, which takes a "
                            "header off after it",
                            called(world.postfix, *service)),
                set_own_line(
                    world.postfix, *service, kMilters, reordered(entries, world.config, true)));
        }
    }
    return complaints;
}

constexpr std::array kRules{
    Rule<PostfixWorld>{"postfix/unix-socket", "the milter's socket is a unix socket", unix_socket},
    Rule<PostfixWorld>{"postfix/milter", "every smtpd asks our milter", milter},
    Rule<PostfixWorld>{"postfix/milter-chroot", "every smtpd can see its socket", jail},
    Rule<PostfixWorld>{"postfix/default-action", "without it mail is deferred", default_action},
    Rule<PostfixWorld>{"postfix/milter-protocol", "the protocol is 6", protocol},
    Rule<PostfixWorld>{"postfix/non-smtpd", "local mail is taken once, at REENTRY", non_smtpd},
    Rule<PostfixWorld>{"postfix/verifier-order", "verifiers stand before us", verifier_order},
    Rule<PostfixWorld>{"postfix/signer-order", "the DKIM signer stands after us", signer_order},
};

} // namespace

std::span<const Rule<PostfixWorld>> milter_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
