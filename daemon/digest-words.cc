#include "daemon/digest-words.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang {

namespace {

constexpr std::size_t lines_limit = 100;

struct Word {
    std::string_view kind;
    std::string_view happened; ///< "#4815 …"
};

constexpr std::array words{
    Word{"new", "new"},
    Word{"wrote", "the customer wrote"},
    Word{"assigned", "given to you"},
    Word{"taken", "taken from you"},
    Word{"responsible", "you are responsible"},
    Word{"watching", "you read along"},
    Word{"note", "a note"},
    Word{"escalated", "escalated"},
    Word{"follow-up", "closed, and the customer wrote"},
    Word{"contingent", "little is left of a contingent"},
    Word{"task", "a task"},
    Word{"task-due", "a task's day"},
    Word{"task-done", "a task is done"},
};

std::string_view word_of(const std::string& kind) {
    for (const auto& word : words) {
        if (word.kind == kind) {
            return word.happened;
        }
    }
    return kind;
}

/// "11-26 10:30  escalated, Bernd Otto: A 11-26 14:30 [#4815] Outage reported (Heyer Plan AG)"
std::string line_of(const Job& line) {
    const auto by = line.text("by");
    const auto due = line.text("due");
    const auto customer = line.text("customer");
    return fmt::format("  {}  {}{}{}: {} {} [#{}] {}{}{}{}\n",
                       line.text("at"),
                       word_of(line.text("kind")),
                       by.empty() ? "" : ", ",
                       by,
                       line.text("class"),
                       due.empty() ? "--" : due,
                       line.number("number"),
                       line.text("subject"),
                       customer.empty() ? "" : " (",
                       customer,
                       customer.empty() ? "" : ")");
}

} // namespace

std::string digest_summary(const Job& facts) {
    const auto lines = facts.parts("lines");
    std::string out;
    for (const auto& word : words) {
        const auto count = std::count_if(lines.begin(), lines.end(), [&](const Job& line) {
            return line.text("kind") == word.kind;
        });
        if (count > 0) {
            out += fmt::format("{}{} × {}", out.empty() ? "" : ", ", count, word.happened);
        }
    }
    return "Digest: " + out;
}

std::string digest_text(const Job& facts) {
    const auto lines = facts.parts("lines");
    std::string out;
    for (std::size_t i = 0; i < std::min(lines.size(), lines_limit); ++i) {
        out += line_of(lines[i]);
    }
    if (lines.size() > lines_limit) {
        out += fmt::format("  … and {} more\n", lines.size() - lines_limit);
    }
    return out + "\nDelete this line when you have read it: the next digest comes at its time.\n";
}

} // namespace vorrang
