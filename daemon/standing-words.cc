#include "daemon/standing-words.hh"

#include <fmt/format.h>

namespace vorrang {
namespace {

std::string ticket_lines(const std::vector<Job>& tickets, std::string_view heading) {
    if (tickets.empty()) {
        return {};
    }
    std::string out = fmt::format("{} ({})\n", heading, tickets.size());
    for (const auto& ticket : tickets) {
        const auto due = ticket.text("due");
        out += fmt::format("  {} {} [#{}] {} ({})\n",
                           ticket.text("class"),
                           due.empty() ? "--" : due,
                           ticket.number("number"),
                           ticket.text("subject"),
                           ticket.text("status"));
    }
    return out + "\n";
}

std::string hours(std::int64_t minutes) {
    return fmt::format("{}:{:02} h", minutes / 60, minutes % 60);
}

} // namespace

std::string standing_summary(const Job& standing) {
    return fmt::format("{} ({}): {} open, {} escalated in 14 days",
                       standing.text("name"),
                       standing.text("class"),
                       standing.parts("open").size(),
                       standing.parts("escalated").size());
}

std::string standing_text(const Job& standing) {
    std::string out = ticket_lines(standing.parts("open"), "Open") +
                      ticket_lines(standing.parts("escalated"), "Escalated in the last 14 days");
    out += fmt::format("In the last 14 days: {} opened, {} closed, {} late\n",
                       standing.number("opened"),
                       standing.number("closed"),
                       standing.number("late"));
    for (const auto& one : standing.parts("contingents")) {
        out += fmt::format("Contingent {}: {} of {} left\n",
                           one.text("key"),
                           hours(one.number("left")),
                           hours(one.number("of")));
    }
    if (const auto unbilled = standing.number("unbilled"); unbilled != 0) {
        out += fmt::format("Not billed yet: {}\n", hours(unbilled));
    }
    return out + "\nThis is what you may see. Delete this line when you have read it.\n";
}

} // namespace vorrang
