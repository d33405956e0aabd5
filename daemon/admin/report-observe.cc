#include "daemon/admin/report-observe.hh"

#include "core/api/admin.hh"
#include "core/duration.hh"
#include "core/pg/rows.hh"
#include "daemon/admin/output.hh"
#include "daemon/admin/setup/setup.hh"

#include <boost/json/array.hpp>
#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

std::int64_t number(const json::object& object, std::string_view field) {
    const auto* const value = object.if_contains(field);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string text(const json::object& object, std::string_view field, std::string_view none) {
    const auto* const value = object.if_contains(field);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string(none);
}

std::string counted(std::int64_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

/// "1h12m" of whole minutes; less than one in seconds.
std::string span(std::int64_t seconds) {
    const auto shown = seconds < 60 ? seconds : seconds / 60 * 60;
    return format_duration(std::chrono::seconds{shown});
}

/// Instants as the first channel's clock shows them.
class Wall {
  public:
    explicit Wall(const json::array& channels)
        : name_(channels.empty() ? "UTC" : text(channels.front().as_object(), "zone", "UTC")) {}

    [[nodiscard]] const std::string& name() const { return name_; }

    [[nodiscard]] std::string show(const json::object& object, std::string_view field) const {
        const auto instant = pg::parse_instant(text(object, field, ""));
        if (!instant) {
            return "not yet";
        }
        try {
            const auto local =
                date::locate_zone(name_)->to_local(date::floor<std::chrono::minutes>(*instant));
            return date::format("%F %R", local);
        } catch (const std::runtime_error&) {
            return date::format("%F %RZ", *instant); // no such zone on this host
        }
    }

  private:
    std::string name_;
};

std::string channel_names(const json::array& channels) {
    std::string out;
    for (const auto& channel : channels) {
        const auto& object = channel.as_object();
        out += fmt::format("{}{} ({})",
                           out.empty() ? "" : ", ",
                           text(object, "key", ""),
                           text(object, "address", ""));
    }
    return out;
}

std::string came(const json::object& report) {
    std::string out = fmt::format("Came: {}", counted(number(report, "mails"), "mail"));
    if (const auto more = number(report, "follow_ups"); more > 0) {
        out += fmt::format(", and {} more in threads that still waited for an answer", more);
    }
    out += "\n";
    for (const auto& one : report.at("by_class").as_array()) {
        const auto& object = one.as_object();
        const auto word = text(object, "class", "-");
        out +=
            fmt::format("  {:<8}  {} from {}\n",
                        word == "-" ? "no class" : "class " + word,
                        counted(number(object, "mails"), "mail"),
                        counted(number(object, "customers"), word == "-" ? "sender" : "customer"));
    }
    return out;
}

std::string answers(const json::object& report) {
    std::string out = fmt::format(
        "Answered: {}; not yet: {}\n", number(report, "answered"), number(report, "unanswered"));
    if (number(report, "answered") > 0) {
        out += fmt::format("First answer, in opening hours: median {}, worst {}\n",
                           span(number(report, "median_seconds")),
                           span(number(report, "worst_seconds")));
    }
    return out;
}

std::string late(const json::object& report, const Wall& wall) {
    const auto count = number(report, "late");
    if (count == 0) {
        return "Late: none; each answer came, or can still come, before its promise\n";
    }
    static constexpr std::string_view kColumns[] = {
        "received", "customer", "class", "due", "answered", "late_by"};
    json::array rows;
    for (const auto& one : report.at("worst").as_array()) {
        const auto& object = one.as_object();
        rows.push_back(json::object{{"received", wall.show(object, "received_at")},
                                    {"customer", text(object, "customer", "unknown")},
                                    {"class", text(object, "class", "-")},
                                    {"due", wall.show(object, "response_due")},
                                    {"answered", wall.show(object, "answered_at")},
                                    {"late_by", span(number(object, "late_seconds"))}});
    }
    return fmt::format(
        "Late: {} would have missed the promised first answer (late by: opening hours){}\n{}",
        count,
        count > static_cast<std::int64_t>(rows.size()) ? "; the worst:" : ":",
        table_text(rows, kColumns, nullptr));
}

std::string escalations(const json::object& report) {
    const auto& steps = report.at("escalations").as_array();
    if (steps.empty()) {
        return "Escalation: none would have gone up\n";
    }
    std::string out = "Escalation: the desk would have acted by itself\n";
    for (const auto& one : steps) {
        const auto& object = one.as_object();
        const auto to = text(object, "to_channel", "");
        out += fmt::format("  {} at {}: step {} of {}{}\n",
                           counted(number(object, "mails"), "time"),
                           text(object, "at", ""),
                           number(object, "level"),
                           text(object, "channel", ""),
                           to.empty() ? ", which stays in the channel" : ", to channel " + to);
    }
    return out;
}

std::string first_now(const json::object& report, const Wall& wall) {
    static constexpr std::string_view kColumns[] = {
        "due", "class", "customer", "received", "channel"};
    json::array rows;
    for (const auto& one : report.at("next").as_array()) {
        const auto& object = one.as_object();
        rows.push_back(json::object{{"due", wall.show(object, "response_due")},
                                    {"class", text(object, "class", "-")},
                                    {"customer", text(object, "customer", "unknown")},
                                    {"received", wall.show(object, "received_at")},
                                    {"channel", text(object, "channel", "")}});
    }
    return rows.empty()
               ? "Nobody waits for an answer now\n"
               : "First now, as the desk would serve them:\n" + table_text(rows, kColumns, nullptr);
}

/// What switches one channel on.
std::string next_step(const json::object& channel, const std::string& line) {
    const auto key = text(channel, "key", "");
    const auto address = text(channel, "address", "");
    return fmt::format(
        "To let the desk take this mail, run `vorrang channel set {0} --intake auto` (or triage: "
        "an "
        "agent accepts each mail), {1}, and `vorrang check`.\n"
        "Mind: {2} is the desk's domain then, and every address in it that is no channel is "
        "refused. If people have mailboxes there, give the channel an address in a domain of its "
        "own, and let Postfix rewrite {3} to it.\n",
        key,
        line.empty() ? fmt::format("put `{} smtp:[127.0.0.1]:REENTRY` into Postfix's "
                                   "transport_maps (REENTRY: its port)",
                                   address)
                     : fmt::format("`{}`", line),
        address.substr(address.rfind('@') + 1),
        address);
}

std::string nothing_came(const json::object& report) {
    const auto& channels = report.at("channels").as_array();
    if (channels.empty()) {
        return "No channel observes. `vorrang channel set KEY --intake observe` makes one look on; "
               "its mail goes its way untouched.\n";
    }
    return fmt::format(
        "Nothing came to {} in {}. Look whether\n"
        "  - mail comes there at all: Postfix's log names the address\n"
        "  - the smtpd that takes it in has vorrang-milter in smtpd_milters: `vorrang check`\n"
        "  - the channel observes: `vorrang channel list`\n"
        "  - the milter saw it: its log has a line observe.recorded for each mail. Machines, lists "
        "and our own people do not count\n",
        channel_names(channels),
        counted(number(report, "days"), "day"));
}

} // namespace

std::string
observe_report_text(const json::object& report,
                    const std::function<std::string(const std::string& address)>& transport_line) {
    const auto& channels = report.at("channels").as_array();
    if (number(report, "mails") == 0) {
        return nothing_came(report);
    }
    const Wall wall(channels);
    std::string out =
        fmt::format("What the desk would have made of the mail {}in the last {}, until {} ({})\n"
                    "Nothing was changed, delayed or sent.\n\n",
                    channels.empty() ? "" : "to " + channel_names(channels) + " ",
                    counted(number(report, "days"), "day"),
                    wall.show(report, "until"),
                    wall.name());
    out += came(report) + "\n" + answers(report) + "\n" + late(report, wall) + "\n" +
           escalations(report) + "\n" + first_now(report, wall);
    for (const auto& channel : channels) {
        const auto& object = channel.as_object();
        if (text(object, "intake", "") == "observe") {
            out += "\n" + next_step(object, transport_line(text(object, "address", "")));
        }
    }
    return out;
}

Result<int> run_report_observe(const Context& context, const json::object& filter) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    const auto answer = api::Admin(*connection).report_observe(filter, context.now);
    if (!answer) {
        return pass_on(answer);
    }
    print(context.json ? json_text(*answer)
                       : observe_report_text(answer->as_object(), [&](const std::string& address) {
                             return setup::transport_line(
                                 context.config.admin.check_postfix, context.config, address);
                         }));
    return 0;
}

} // namespace vorrang::admin
