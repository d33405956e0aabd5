#include "daemon/cover-words.hh"

#include "core/pg/rows.hh"
#include "daemon/job.hh"

#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vorrang {

namespace {

namespace json = boost::json;

/// What is not empty, with a separator between.
std::string joined(std::initializer_list<std::string> pieces, std::string_view between = ", ") {
    std::string out;
    for (const auto& piece : pieces) {
        if (!piece.empty()) {
            out += (out.empty() ? "" : std::string(between)) + piece;
        }
    }
    return out;
}

std::string size_words(std::int64_t bytes) {
    if (bytes <= 0) {
        return "";
    }
    return bytes < 10'000       ? fmt::format("{} bytes", bytes)
           : bytes < 10'000'000 ? fmt::format("{} kB", bytes / 1000)
                                : fmt::format("{} MB", bytes / 1'000'000);
}

std::string customer_words(const Job& job) {
    const auto name = job.text("customer");
    const auto value = job.text("class");
    return joined({name.empty() ? "unknown" : name,
                   value == "-" ? "no class" : "class " + value,
                   job.flag("internal", false) ? "internal: nothing of it leaves" : ""});
}

std::string contact_words(const Job& job) {
    const auto contact = job.part("contact");
    const auto name = contact.text("name");
    const auto address = contact.text("address");
    return joined({name.empty() ? address : fmt::format("{} <{}>", name, address),
                   job.flag("vip", false) ? "VIP" : "",
                   contact.text("phone")});
}

std::string trust_words(const Job& job) {
    return job.text("trust") == "unverified"
               ? "NOT VERIFIED: this mail may be forged. Give no data away."
               : "";
}

/// "heyer-2026, gold, until 2026-12-31, plan 42m in the hours of office"
std::string contract_words(const Job& job) {
    const auto contract = job.part("contract");
    const auto until = contract.text("until");
    const auto key = contract.text("key");
    return joined(
        {key.empty() ? "none" : key,
         contract.text("level"),
         until.empty() ? "" : "until " + until,
         fmt::format("plan {} in the hours of {}", job.text("plan"), job.text("calendar"))});
}

/// "heyer-2h: 0:15 of 2:00 h left until 2026-11-30"
std::string contingent_words(const Job& job) {
    const auto hours = [](std::int64_t minutes) {
        return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
    };
    std::string out;
    for (const auto& one : job.parts("contingents")) {
        const auto until = one.text("until");
        out += fmt::format("{}{}: {} of {} h left{}",
                           out.empty() ? "" : "; ",
                           one.text("key"),
                           hours(one.number("left")),
                           hours(one.number("of")),
                           until.empty() ? "" : " until " + std::string(until));
    }
    return out;
}

/// "entitled by asset Acme SN-4711 (Pump), until 2027-01-31"
std::string entitlement_words(const Job& entitlement) {
    const auto state = entitlement.text("entitlement");
    const auto asset = entitlement.part("asset");
    const auto ident = asset.text("ident");
    const auto name = asset.text("name");
    const auto until = entitlement.text("valid_until");
    if (state == "unknown" && ident.empty()) {
        return "";
    }
    const auto by = entitlement.text("by");
    return joined(
        {state + (by.empty() ? "" : " by " + by),
         ident.empty()
             ? ""
             : fmt::format(
                   "{} {}{}", asset.text("vendor"), ident, name.empty() ? "" : " (" + name + ")"),
         until.empty() ? "" : "until " + until});
}

/// "+49 721 1234 (from the mail), open"
std::string call_words(const Job& call) {
    const auto phone = call.text("phone");
    const auto source = call.text("source");
    const auto outcome = call.text("outcome");
    return phone.empty() && source.empty() && outcome.empty()
               ? ""
               : joined({phone.empty() ? "no number known" : phone,
                         source.empty() ? "" : "from the " + source,
                         outcome.empty() ? "open" : outcome});
}

/// "due 11-25 14:30, running, 0:36 h left"
std::string clock_words(const Job& clock, std::string_view met_word) {
    const auto due = clock.text("due");
    const auto met = clock.text("done");
    return joined({due.empty() ? "" : "due " + due,
                   clock.text("state"),
                   clock.text("left"),
                   met.empty() ? "" : fmt::format("{} {}", met_word, met)});
}

std::string state_words(const Job& job) {
    const auto priority = job.text("priority");
    const auto minutes = job.number("minutes");
    return joined(
        {fmt::format("{} in {}", job.text("status"), job.part("channel").text("name")),
         job.text("type"),
         priority == "normal" ? "" : priority + " priority",
         fmt::format("opened {}", job.text("received")),
         minutes == 0 ? "" : fmt::format("{}:{:02} h booked", minutes / 60, minutes % 60)});
}

/// Where the channel says which steps agents may take from here.
std::string step_words(const Job& job) {
    const auto steps = job.texts("steps");
    return steps.empty() ? ""
                         : fmt::format("{}; the channel allows no other", fmt::join(steps, ", "));
}

std::vector<mail::CoverLine> lines_of(const json::object& facts) {
    const Job job(facts);
    const auto clocks = job.part("clocks");
    const auto owner = job.text("owner");
    return {{"Sender", trust_words(job)},
            {"Customer", customer_words(job)},
            {"Contact", contact_words(job)},
            {"Key account", job.text("kam")},
            {"Contract", contract_words(job)},
            {"Contingent", contingent_words(job)},
            {"Project", job.text("project")},
            {"Entitlement", entitlement_words(job.part("entitlement"))},
            {"Contradiction", job.part("entitlement").text("advice")},
            {"Call back", call_words(job.part("call"))},
            {"Answer", clock_words(clocks.part("response"), "first answer")},
            {"Solution", clock_words(clocks.part("resolution"), "closed")},
            {"State", state_words(job)},
            {"Next", step_words(job)},
            {"Owner", owner.empty() ? "nobody" : owner},
            {"Responsible", job.text("responsible")},
            {"Watching", fmt::format("{}", fmt::join(job.texts("watchers"), ", "))},
            {"Tags", fmt::format("{}", fmt::join(job.texts("tags"), ", "))}};
}

std::vector<std::string> ticket_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& ticket : job.parts("tickets")) {
        out.push_back(fmt::format("#{} {} ({}, {})",
                                  ticket.number("number"),
                                  ticket.text("subject"),
                                  ticket.text("status"),
                                  ticket.text("when")));
    }
    return out;
}

std::vector<std::string> article_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& article : job.parts("articles")) {
        out.push_back(fmt::format("#kb {} {} (Knowledge/{})",
                                  article.number("number"),
                                  article.text("title"),
                                  article.text("topic")));
    }
    return out;
}

std::vector<std::string> task_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& task : job.parts("tasks")) {
        const auto due = task.text("due");
        out.push_back(joined(
            {fmt::format(
                 "#done {} {}: {}", task.number("number"), task.text("kind"), task.text("title")),
             task.text("agent"),
             due.empty() ? "" : "until " + due,
             task.flag("deferred", false) ? "deferred" : ""}));
    }
    return out;
}

std::vector<std::string> document_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& document : job.parts("documents")) {
        out.push_back(joined({fmt::format("{} {}: {}",
                                          document.text("kind"),
                                          document.text("number"),
                                          document.text("title")),
                              document.text("status")}));
    }
    return out;
}

std::vector<std::string> order_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& order : job.parts("orders")) {
        out.push_back(joined({fmt::format("{} {}", order.text("kind"), order.text("number")),
                              order.text("dated"),
                              order.text("amount"),
                              order.text("text")}));
    }
    return out;
}

std::vector<std::string> file_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& file : job.parts("files")) {
        const auto size = size_words(file.number("size"));
        const auto name = file.text("name");
        out.push_back(joined({name.empty() ? "without a name" : name, size}));
    }
    return out;
}

std::vector<std::string> history_lines(const Job& job) {
    std::vector<std::string> out;
    for (const auto& event : job.parts("history")) {
        out.push_back(
            fmt::format("{}  {}: {}", event.text("at"), event.text("by"), event.text("what")));
    }
    return out;
}

} // namespace

mail::CoverSheet cover_sheet_of(const json::object& facts, const mail::Mailbox& from) {
    const Job job(facts);
    mail::CoverSheet sheet;
    sheet.ticket = job.number("ticket");
    sheet.subject = job.text("subject");
    for (const auto& note : job.parts("notes")) {
        sheet.notes.push_back({note.text("about"), note.text("text")});
    }
    sheet.lines = lines_of(facts);
    sheet.parts = {{fmt::format("Why it stands where it stands (at {})", job.text("as_of")),
                    job.texts("place")},
                   {"Tasks", task_lines(job)},
                   {"Documents", document_lines(job)},
                   {"Perhaps it was solved before", article_lines(job)},
                   {"Other tickets of the customer", ticket_lines(job)},
                   {"Orders and invoices", order_lines(job)},
                   {"Files", file_lines(job)},
                   {"History, newest first", history_lines(job)}};
    sheet.from = from;
    sheet.note_address = mailbox(job.text("note_address"), "");
    sheet.message_id = job.text("message_id");
    sheet.date = pg::parse_instant(job.text("date")).value_or(Instant{});
    return sheet;
}

} // namespace vorrang
