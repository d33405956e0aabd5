#include "daemon/admin/audit.hh"

#include "core/api/admin.hh"
#include "daemon/admin/output.hh"
#include "daemon/calendar/hours.hh"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

constexpr int kEvents = 1000; // of one query
constexpr int kLinks = 200;
constexpr int kBroken = 1; // exit code

/// The first instant of a UTC day; nothing: open.
Result<std::optional<Instant>> day(const std::string& text) {
    if (text.empty()) {
        return std::optional<Instant>();
    }
    const auto date = calendar::parse_date(text);
    if (!date) {
        return pass_on(date);
    }
    return std::optional<Instant>(std::chrono::sys_days{*date});
}

/// Whether the chain still has at this link what was noted of it, as "87:0a1b…".
Result<bool> holds(api::Admin& admin, const std::string& anchor) {
    const auto colon = anchor.find(':');
    const auto link = anchor.substr(0, colon);
    if (colon == std::string::npos || link.empty() || link.size() > 18 ||
        link.find_first_not_of("0123456789") != std::string::npos) {
        return fail(ErrorCode::usage,
                    fmt::format("\"{}\" is no anchor", anchor),
                    "give it as `vorrang audit verify` printed it: LINK:CHAIN");
    }
    const auto chain = admin.audit_chain(std::stoll(link));
    return chain ? Result<bool>(*chain == anchor.substr(colon + 1)) : pass_on(chain);
}

int tell(const Context& context,
         const json::object& told,
         const std::string& for_people,
         int code) {
    print(context.json ? json_text(told) : for_people);
    return code;
}

std::string other_chain(const std::string& anchor) {
    return fmt::format("the chain is another than the one that was noted ({}): history was made "
                       "anew, or this is another database\n",
                       anchor);
}

std::string broken_link(const json::object& told) {
    return fmt::format(
        "link {} of {} is broken: {}; it holds events {} to {}. Compare them with an "
        "older backup or export.\n",
        told.at("link").as_int64(),
        std::string(told.at("at").as_string()),
        std::string(told.at("why").as_string()),
        told.at("first").as_int64(),
        told.at("last").as_int64());
}

std::string whole_chain(const json::object& told) {
    const auto unlinked = told.at("unlinked").as_int64();
    const auto& chain = told.at("chain");
    const auto link = told.at("link").as_int64();
    return fmt::format("{} events in {} link{}: whole{}\nanchor {}:{}\n",
                       told.at("events").as_int64(),
                       link,
                       link == 1 ? "" : "s",
                       unlinked == 0 ? ""
                                     : fmt::format("; but {} events are in no link: vorrangd does "
                                                   "not run, or they were slipped in",
                                                   unlinked),
                       link,
                       chain.is_string() ? std::string(chain.as_string()) : "");
}

} // namespace

Result<int>
run_audit_export(const Context& context, const std::string& from, const std::string& until) {
    const auto begin = day(from);
    const auto end = day(until);
    if (!begin || !end) {
        return begin ? Result<int>(pass_on(end)) : pass_on(begin);
    }
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    for (std::int64_t after = 0;;) {
        const auto events = admin.audit_export(after, kEvents, *begin, *end, context.now);
        if (!events) {
            return pass_on(events);
        }
        const auto& lines = events->as_array();
        std::string out;
        for (const auto& line : lines) {
            out += json::serialize(line) + "\n";
            after = line.at("id").as_int64();
        }
        print(out);
        if (lines.size() < kEvents) {
            return 0;
        }
    }
}

Result<int> run_audit_verify(const Context& context, const std::string& anchor) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    if (!anchor.empty()) {
        const auto held = holds(admin, anchor);
        if (!held) {
            return pass_on(held);
        }
        if (!*held) {
            return tell(
                context, {{"whole", false}, {"why", "anchor"}}, other_chain(anchor), kBroken);
        }
    }
    std::int64_t events = 0;
    for (std::int64_t link = 0;;) {
        const auto answer = admin.audit_verify(link, kLinks, context.now);
        if (!answer) {
            return pass_on(answer);
        }
        auto told = answer->as_object();
        events += told.at("events").as_int64();
        link = told.at("link").as_int64();
        const bool broken = told.contains("why");
        if (broken || !told.at("more").as_bool()) {
            told["events"] = events;
            told["whole"] = !broken;
            return tell(context,
                        told,
                        broken ? broken_link(told) : whole_chain(told),
                        broken ? kBroken : 0);
        }
    }
}

} // namespace vorrang::admin
