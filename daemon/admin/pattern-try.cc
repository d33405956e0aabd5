#include "daemon/admin/pattern-try.hh"

#include "core/api/admin.hh"
#include "core/api/mail-facts.hh"
#include "core/api/number-search.hh"
#include "core/mail/message.hh"
#include "daemon/admin/mail-file.hh"
#include "daemon/admin/output.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

Result<mail::MailNumbers> read_mail(const mail::NumberSearch& search, const std::string& file) {
    const auto raw = read_mail_file(file);
    if (!raw) {
        return pass_on(raw);
    }
    const auto header = raw->header(0, raw->header_size());
    if (!header) {
        return pass_on(header);
    }
    return api::numbers_of_mail(*raw, search, mail::parse_message(*header).subject);
}

std::string text_of(const json::object& object, std::string_view key) {
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

json::array slips_json(const mail::MailNumbers& found) {
    json::array out;
    for (const auto& one : found.slips) {
        out.push_back(json::object{
            {"number", one.number}, {"place", mail::to_text(one.place)}, {"pattern", one.pattern}});
    }
    return out;
}

/// Tokens that could have been somebody's, and are not.
json::array unknown_json(const mail::MailNumbers& found, const json::array& known) {
    json::array out;
    for (const auto& one : found.numbers) {
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const json::value& x) {
            return text_of(x.as_object(), "number") == one.number;
        });
        const bool is_slip = std::any_of(found.slips.begin(),
                                         found.slips.end(),
                                         [&](const auto& x) { return x.number == one.number; });
        if (!is_known && !is_slip) {
            out.emplace_back(one.number);
        }
    }
    return out;
}

std::string meaning(const json::object& one) {
    const auto asset = text_of(one, "asset");
    const auto customer = text_of(one, "customer");
    const auto contract = text_of(one, "contract");
    if (customer.empty()) {
        return "nobody has it";
    }
    return fmt::format("{}of {}, {}{}",
                       asset.empty() ? "" : asset + " ",
                       customer,
                       text_of(one, "entitlement"),
                       contract.empty() ? "" : fmt::format(" ({})", contract));
}

std::string for_people(const json::object& answer) {
    std::string out;
    for (const auto& item : answer.at("numbers").as_array()) {
        const auto& one = item.as_object();
        const auto pattern = text_of(one, "pattern");
        out += fmt::format("{} in the {}, by {}: {}\n",
                           text_of(one, "number"),
                           text_of(one, "place"),
                           pattern.empty() ? "the asset's own ident" : "pattern " + pattern,
                           meaning(one));
    }
    for (const auto& item : answer.at("slips").as_array()) {
        const auto& one = item.as_object();
        out += fmt::format("{} in the {} is like pattern {}, but its check digit is wrong\n",
                           text_of(one, "number"),
                           text_of(one, "place"),
                           text_of(one, "pattern"));
    }
    std::string unknown;
    for (const auto& item : answer.at("unknown").as_array()) {
        unknown += (unknown.empty() ? "" : ", ") + std::string(item.as_string());
    }
    if (!unknown.empty()) {
        out += fmt::format("like no pattern, and no asset's ident: {}\n", unknown);
    }
    return out.empty() ? "it names no number\n" : out;
}

} // namespace

Result<int>
run_pattern_try(const Context& context, const std::string& file, const std::string& text) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto search = admin.number_search();
    if (!search) {
        return pass_on(search);
    }
    const auto found =
        file.empty()
            ? Result<mail::MailNumbers>(mail::find_numbers(*search, "", mail::text_parts(text)))
            : read_mail(*search, file);
    if (!found) {
        return pass_on(found);
    }
    api::IntakeFacts facts;
    facts.numbers = found->numbers;
    const auto known = admin.pattern_try(api::to_json(facts).at("numbers").as_array(), context.now);
    if (!known) {
        return pass_on(known);
    }
    const json::object answer{{"numbers", *known},
                              {"slips", slips_json(*found)},
                              {"unknown", unknown_json(*found, known->as_array())}};
    print(context.json ? json_text(answer) : for_people(answer));
    return 0;
}

} // namespace vorrang::admin
