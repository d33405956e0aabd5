#include "daemon/admin/rule-try.hh"

#include "core/api/admin.hh"
#include "core/api/mail-facts.hh"
#include "daemon/admin/mail-file.hh"
#include "daemon/admin/output.hh"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <iostream>
#include <iterator>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

Result<api::IntakeFacts> read_mail(const TriedMail& tried) {
    const auto raw = read_mail_file(tried.file);
    if (!raw) {
        return pass_on(raw);
    }
    const auto header = raw->header(0, raw->header_size());
    if (!header) {
        return pass_on(header);
    }
    const auto message = mail::parse_message(*header);
    const std::string from = message.from.empty() ? "" : message.from.front().key();
    auto facts =
        api::facts_of_mail(*raw, {.sender = tried.sender.empty() ? from : tried.sender}, {});
    if (!facts) {
        return facts;
    }
    facts->envelope_from = tried.sender.empty() ? from : tried.sender;
    facts->trust = "unproven";
    facts->headers = api::header_values(*header, {});
    if (!tried.recipient.empty()) {
        facts->recipients = {tried.recipient};
    } else {
        for (const auto& one : facts->participants) {
            facts->recipients.push_back(one.address);
        }
    }
    return facts;
}

std::string text_of(const json::object& object, std::string_view key, std::string_view none) {
    const auto* const value = object.if_contains(key);
    if (value == nullptr || value->is_null()) {
        return std::string(none);
    }
    return value->is_string() ? std::string(value->get_string()) : json::serialize(*value);
}

std::string fate(const json::object& answer) {
    const auto outcome = text_of(answer, "outcome", "");
    if (outcome != "open") {
        return fmt::format("It would be {} of ticket {}; rules are for mails that open one.\n",
                           outcome == "duplicate" ? "known as a message" : "a further message",
                           text_of(answer, "ticket", "?"));
    }
    return fmt::format("It would open a ticket in {}: customer {}, class {}, SLA {}.\n",
                       text_of(answer, "channel", "?"),
                       text_of(answer, "customer", "unknown"),
                       text_of(answer, "class", "-"),
                       text_of(answer, "sla", "?"));
}

std::string effect(const json::object& effect) {
    std::string out;
    const auto add = [&](std::string_view text) {
        out += (out.empty() ? "" : ", ") + std::string(text);
    };
    if (const auto priority = text_of(effect, "priority", "0"); priority != "0") {
        add(priority == "1" ? "priority high" : "priority low");
    }
    if (const auto type = text_of(effect, "type", ""); !type.empty()) {
        add("type " + type);
    }
    for (const auto& tag : effect.at("tags").as_array()) {
        add(fmt::format("tag {}", std::string_view(tag.as_string())));
    }
    add(effect.at("confirm").as_bool() ? "with the usual confirmation" : "without confirmation");
    if (effect.at("spam").as_bool()) {
        add("as spam: no clocks, no mail out");
    }
    return out + ".\n";
}

std::string rule_lines(const json::object& rule) {
    const bool matches = rule.at("matches").as_bool();
    const bool enabled = rule.at("enabled").as_bool();
    std::string out = fmt::format("  {} {}\n",
                                  !enabled  ? "off"
                                  : matches ? "yes"
                                            : "no ",
                                  std::string_view(rule.at("rule").as_string()));
    for (const auto& one : rule.at("reasons").as_array()) {
        const auto& reason = one.as_object();
        out += fmt::format("        {} {}\n",
                           reason.at("holds").as_bool() ? "+" : "-",
                           std::string_view(reason.at("reason").as_string()));
    }
    return out;
}

std::string for_people(const json::object& answer) {
    std::string out = fmt::format("From {}, \"{}\"{}\n",
                                  text_of(answer, "from", "nobody"),
                                  text_of(answer, "subject", ""),
                                  text_of(answer, "machine", "").empty() ? "" : ", by a machine");
    out += fate(answer);
    if (text_of(answer, "outcome", "") == "open") {
        out += effect(answer.at("effect").as_object());
    }
    out += "Rules (+ holds, - does not):\n";
    const auto& rules = answer.at("rules").as_array();
    for (const auto& rule : rules) {
        out += rule_lines(rule.as_object());
    }
    return rules.empty() ? out + "  there are none\n" : out;
}

} // namespace

Result<int> run_rule_try(const Context& context, const TriedMail& tried) {
    const auto facts = read_mail(tried);
    if (!facts) {
        return pass_on(facts);
    }
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    const auto answer = api::Admin(*connection).rule_try(api::to_json(*facts), context.now);
    if (!answer) {
        return pass_on(answer);
    }
    print(context.json ? json_text(*answer) : for_people(answer->as_object()));
    return 0;
}

} // namespace vorrang::admin
