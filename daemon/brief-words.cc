#include "daemon/brief-words.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang {

namespace {

namespace json = boost::json;

constexpr std::size_t lines_limit = 20;

struct Part {
    std::string_view key;
    std::string_view heading; ///< {} is the hour until which things are due
};

constexpr std::array parts{
    Part{"due", "Yours, and due until {}"},
    Part{"due_unowned", "Nobody's, and due until {}"},
    Part{"waiting", "Yours, and due later"},
    Part{"released", "Taken off you while you were away"},
    Part{"unbooked", "You wrote since the last brief, and booked no time (#time 0:25)"},
};

const json::array& lines_of(const json::object& facts, std::string_view key) {
    static const json::array none;
    const auto* const value = facts.if_contains(key);
    return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string text_of(const json::object& object, std::string_view key) {
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

/// "A 11-26 10:30 [#4815] Outage reported", as its row says it.
std::string line_of(const json::object& ticket) {
    const auto due = text_of(ticket, "due");
    const auto* const number = ticket.if_contains("number");
    return fmt::format("  {} {} [#{}] {}\n",
                       text_of(ticket, "class"),
                       due.empty() ? "--" : due,
                       number != nullptr && number->is_int64() ? number->get_int64() : 0,
                       text_of(ticket, "subject"));
}

std::string part_text(const json::array& tickets, const std::string& heading) {
    auto out = fmt::format("{} ({})\n", heading, tickets.size());
    for (std::size_t i = 0; i < std::min(tickets.size(), lines_limit); ++i) {
        if (tickets[i].is_object()) {
            out += line_of(tickets[i].get_object());
        }
    }
    if (tickets.size() > lines_limit) {
        out += fmt::format("  … and {} more\n", tickets.size() - lines_limit);
    }
    return out + "\n";
}

} // namespace

std::string brief_summary(const json::object& facts) {
    const auto due = lines_of(facts, "due").size() + lines_of(facts, "due_unowned").size();
    return fmt::format("Good morning: {} due until {}, {} more of yours",
                       due == 0   ? "nothing is"
                       : due == 1 ? "1 ticket is"
                                  : fmt::format("{} tickets are", due),
                       text_of(facts, "until"),
                       lines_of(facts, "waiting").size());
}

std::string brief_text(const json::object& facts) {
    std::string out;
    for (const auto& part : parts) {
        const auto& tickets = lines_of(facts, part.key);
        if (!tickets.empty()) {
            out += part_text(tickets,
                             fmt::format(fmt::runtime(part.heading), text_of(facts, "until")));
        }
    }
    return out + "Delete this line when you have read it: the next one comes tomorrow.\n";
}

} // namespace vorrang
