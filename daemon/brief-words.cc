#include "daemon/brief-words.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace vorrang {

namespace {

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

/// "A 11-26 10:30 [#4815] Outage reported", as its row says it.
std::string line_of(const Job& ticket) {
    const auto due = ticket.text("due");
    return fmt::format("  {} {} [#{}] {}\n",
                       ticket.text("class"),
                       due.empty() ? "--" : due,
                       ticket.number("number"),
                       ticket.text("subject"));
}

std::string part_text(const std::vector<Job>& tickets, const std::string& heading) {
    auto out = fmt::format("{} ({})\n", heading, tickets.size());
    for (std::size_t i = 0; i < std::min(tickets.size(), lines_limit); ++i) {
        out += line_of(tickets[i]);
    }
    if (tickets.size() > lines_limit) {
        out += fmt::format("  … and {} more\n", tickets.size() - lines_limit);
    }
    return out + "\n";
}

} // namespace

std::string brief_summary(const Job& facts) {
    const auto due = facts.parts("due").size() + facts.parts("due_unowned").size();
    return fmt::format("Good morning: {} due until {}, {} more of yours",
                       due == 0   ? "nothing is"
                       : due == 1 ? "1 ticket is"
                                  : fmt::format("{} tickets are", due),
                       facts.text("until"),
                       facts.parts("waiting").size());
}

std::string brief_text(const Job& facts) {
    std::string out;
    for (const auto& part : parts) {
        const auto tickets = facts.parts(part.key);
        if (!tickets.empty()) {
            out += part_text(tickets, fmt::format(fmt::runtime(part.heading), facts.text("until")));
        }
    }
    return out + "Delete this line when you have read it: the next one comes when the desk opens "
                 "again.\n";
}

} // namespace vorrang
