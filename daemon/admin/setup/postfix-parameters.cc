#include "daemon/admin/setup/postfix-world.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

/// Settings of main.cf that must have a value, each with the harm that another one does.
namespace vorrang::admin::setup {
namespace {

using Verdict = CheckResult::Verdict;

// The milter refuses a mail with a longer header.
constexpr std::int64_t kLongestHeader = std::int64_t{4} << 20;
constexpr std::int64_t kShortestHeaderLimit = 262144;

std::int64_t number_of(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Who is asked about a setting: main.cf alone, every smtpd, or those that others can reach.
enum class Scope { main_cf, smtpds, open_smtpds };

struct Wanted {
    std::string setting;
    Scope scope = Scope::main_cf;
    Verdict verdict = Verdict::failed;
    bool (*good)(const std::string& value) = nullptr;
    std::string (*mended)(const std::string& value) = nullptr;
    std::string harm; ///< the rest of a sentence: "main.cf has x = y: harm"
};

std::string shown(const Wanted& wanted, const std::string& place, const std::string& value) {
    return fmt::format("{} has {} = {}: {}",
                       place,
                       wanted.setting,
                       value.empty() ? "(empty)" : value,
                       wanted.harm);
}

Complaints look_at(const PostfixWorld& world, const Wanted& wanted) {
    const auto& postfix = world.postfix;
    Complaints complaints;
    if (!postfix.main.contains(wanted.setting)) {
        return {{wanted.verdict,
                 fmt::format("this Postfix does not know {}: {}", wanted.setting, wanted.harm),
                 "run",
                 "apt-get install --only-upgrade postfix"}};
    }
    const auto main_value = postfix.main_value(wanted.setting);
    if (wanted.scope == Scope::main_cf && !wanted.good(main_value)) {
        complain(complaints,
                 wanted.verdict,
                 shown(wanted, "main.cf", main_value),
                 postconf_line(postfix,
                               "-e",
                               fmt::format("{} = {}", wanted.setting, wanted.mended(main_value))));
    }
    if (wanted.scope == Scope::main_cf) {
        return complaints;
    }
    for (const auto* service : postfix.smtpds()) {
        const auto value = postfix.value(*service, wanted.setting);
        const bool asked = wanted.scope == Scope::smtpds || !postfix.on_loopback(*service) ||
                           !service->options.contains(wanted.setting);
        if (asked && !wanted.good(value)) {
            complain(complaints,
                     wanted.verdict,
                     shown(wanted, standing_in(*service, wanted.setting), value),
                     set_line(postfix, *service, wanted.setting, wanted.mended(value)));
        }
    }
    return complaints;
}

bool is_empty(const std::string& value) {
    return value.empty();
}

bool is_no(const std::string& value) {
    return value == "no";
}

bool is_yes(const std::string& value) {
    return value == "yes";
}

std::string nothing(const std::string& /*value*/) {
    return "";
}

std::string no(const std::string& /*value*/) {
    return "no";
}

std::string yes(const std::string& /*value*/) {
    return "yes";
}

Complaints bare_newline(const PostfixWorld& world) {
    return look_at(world,
                   {"smtpd_forbid_bare_newline",
                    Scope::smtpds,
                    Verdict::failed,
                    [](const std::string& value) {
                        return value == "normalize" || value == "yes" || value == "reject";
                    },
                    [](const std::string&) -> std::string { return "normalize"; },
                    "a second, forged mail can be smuggled in behind a bare newline"});
}

Complaints bare_newline_exclusions(const PostfixWorld& world) {
    return look_at(world,
                   {"smtpd_forbid_bare_newline_exclusions",
                    Scope::smtpds,
                    Verdict::failed,
                    is_empty,
                    nothing,
                    "clients there can still smuggle a second, forged mail in"});
}

Complaints pipelining(const PostfixWorld& world) {
    return look_at(world,
                   {"smtpd_data_restrictions",
                    Scope::open_smtpds,
                    Verdict::warn,
                    [](const std::string& value) {
                        return contains(split_list(value), "reject_unauth_pipelining");
                    },
                    [](const std::string& value) {
                        auto words = split_list(value);
                        words.insert(words.begin(), "reject_unauth_pipelining");
                        return join_list(words);
                    },
                    "a client may talk on before it is answered, as smuggled mail does"});
}

Complaints smtputf8(const PostfixWorld& world) {
    return look_at(
        world,
        {"smtputf8_enable",
         Scope::smtpds,
         Verdict::failed,
         is_no,
         no,
         "Dovecot's LMTP does not speak SMTPUTF8, so such a mail bounces after its 250"});
}

Complaints recipient_delimiter(const PostfixWorld& world) {
    return look_at(
        world,
        {"recipient_delimiter",
         Scope::main_cf,
         Verdict::failed,
         [](const std::string& value) { return value.find('+') != std::string::npos; },
         [](const std::string& value) { return "+" + value; },
         "tickets' own addresses (support+4815.TOKEN@) are not taken for the channel's"});
}

Complaints long_queue_ids(const PostfixWorld& world) {
    return look_at(world,
                   {"enable_long_queue_ids",
                    Scope::main_cf,
                    Verdict::failed,
                    is_yes,
                    yes,
                    "a queue id comes again, and an older mail's fate is taken for a newer's"});
}

Complaints header_size(const PostfixWorld& world) {
    return look_at(world,
                   {"header_size_limit",
                    Scope::main_cf,
                    Verdict::failed,
                    [](const std::string& value) {
                        return number_of(value) >= kShortestHeaderLimit &&
                               number_of(value) <= kLongestHeader;
                    },
                    [](const std::string&) { return std::to_string(kShortestHeaderLimit); },
                    "Postfix cuts longer headers off before the desk sees them, and beyond 4 MiB "
                    "the milter refuses"});
}

Complaints header_rewrite(const PostfixWorld& world) {
    return look_at(world,
                   {"local_header_rewrite_clients",
                    Scope::smtpds,
                    Verdict::failed,
                    is_empty,
                    nothing,
                    "Postfix adds another Message-ID at each retry of such a client, which makes "
                    "each retry a new ticket"});
}

Complaints remote_rewrite(const PostfixWorld& world) {
    return look_at(world,
                   {"remote_header_rewrite_domain",
                    Scope::main_cf,
                    Verdict::failed,
                    is_empty,
                    nothing,
                    "Postfix changes strangers' headers, so that retries are not recognised and "
                    "signatures break"});
}

Complaints missing_headers(const PostfixWorld& world) {
    return look_at(world,
                   {"always_add_missing_headers",
                    Scope::main_cf,
                    Verdict::failed,
                    is_no,
                    no,
                    "Postfix adds another Message-ID at each retry, which makes each retry a new "
                    "ticket"});
}

Complaints message_size(const PostfixWorld& world) {
    return look_at(world,
                   {"message_size_limit",
                    Scope::main_cf,
                    Verdict::warn,
                    [](const std::string& value) { return number_of(value) > 0; },
                    [](const std::string&) -> std::string { return "52428800"; },
                    "one mail can fill the disk and the database"});
}

Complaints queue_minfree(const PostfixWorld& world) {
    // The same threshold at which smtpd itself warns: 1.5 times. 0 means just that threshold.
    const auto free = number_of(world.postfix.main_value("queue_minfree"));
    const auto wanted = number_of(world.postfix.main_value("message_size_limit")) * 3 / 2;
    if (free == 0 || free >= wanted) {
        return {};
    }
    return {{Verdict::warn,
             fmt::format("main.cf has queue_minfree = {}: less than 1.5 times message_size_limit "
                         "has no effect",
                         free),
             "run",
             postconf_line(world.postfix, "-e", fmt::format("queue_minfree = {}", wanted))}};
}

Complaints journal(const PostfixWorld& world) {
    if (!world.config.milter.discard) {
        return {};
    }
    for (const auto* const setting : {"always_bcc", "sender_bcc_maps", "recipient_bcc_maps"}) {
        if (const auto value = world.postfix.main_value(setting); !value.empty()) {
            return {{Verdict::warn,
                     fmt::format("main.cf has {} = {}: of mail that is for the desk alone no copy "
                                 "is made, since Postfix is told to discard it",
                                 setting,
                                 value),
                     "vorrang.toml, section [milter]",
                     "discard = false"}};
        }
    }
    return {};
}

constexpr std::array kRules{
    Rule<PostfixWorld>{
        "postfix/bare-newline", "no mail can be smuggled in by a bare newline", bare_newline},
    Rule<PostfixWorld>{"postfix/bare-newline-exclusions",
                       "no client is exempt from that",
                       bare_newline_exclusions},
    Rule<PostfixWorld>{"postfix/pipelining", "clients wait for their answers", pipelining},
    Rule<PostfixWorld>{"postfix/smtputf8", "SMTPUTF8 is not offered", smtputf8},
    Rule<PostfixWorld>{
        "postfix/recipient-delimiter", "tickets' own addresses are valid", recipient_delimiter},
    Rule<PostfixWorld>{"postfix/long-queue-ids", "no queue id comes twice", long_queue_ids},
    Rule<PostfixWorld>{"postfix/header-size", "headers of 256 KiB come whole", header_size},
    Rule<PostfixWorld>{
        "postfix/header-rewrite", "nothing is added to local clients' headers", header_rewrite},
    Rule<PostfixWorld>{
        "postfix/remote-rewrite", "nothing is changed in strangers' headers", remote_rewrite},
    Rule<PostfixWorld>{
        "postfix/missing-headers", "nothing is added to strangers' headers", missing_headers},
    Rule<PostfixWorld>{"postfix/message-size", "there is a greatest size", message_size},
    Rule<PostfixWorld>{"postfix/queue-minfree", "the queue keeps room for it", queue_minfree},
    Rule<PostfixWorld>{"postfix/journal", "no journal misses the desk's mail", journal},
};

} // namespace

std::span<const Rule<PostfixWorld>> parameter_rules() {
    return kRules;
}

} // namespace vorrang::admin::setup
