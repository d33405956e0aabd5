#include "daemon/billing/bill.hh"

#include <fmt/format.h>

#include <array>

namespace vorrang::billing {
namespace {

/// Spreadsheets take a cell for a formula by its first character, in quotes or not.
bool is_formula(std::string_view cell) {
    return !cell.empty() &&
           std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

std::string cell(std::string_view text) {
    std::string out(is_formula(text) ? "'" : "");
    out += text;
    if (out.find_first_of("\",\r\n") == std::string::npos) {
        return out;
    }
    std::string quoted = "\"";
    for (const char c : out) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

template <std::size_t N> void add_row(std::string& out, const std::array<std::string, N>& cells) {
    for (std::size_t i = 0; i < N; ++i) {
        out += (i == 0 ? "" : ",") + cell(cells[i]);
    }
    out += "\r\n";
}

} // namespace

std::string bill_csv(const Bill& bill) {
    std::string out;
    add_row(out,
            std::array<std::string, 19>{"number",
                                        "kind",
                                        "customer",
                                        "position",
                                        "date",
                                        "agent",
                                        "ticket",
                                        "work_type",
                                        "text",
                                        "project",
                                        "source",
                                        "contingent",
                                        "minutes",
                                        "billed_minutes",
                                        "rate",
                                        "currency",
                                        "surcharge",
                                        "surcharge_percent",
                                        "amount"});
    for (const auto& line : bill.lines) {
        add_row(out,
                std::array<std::string, 19>{bill.number,
                                            bill.kind,
                                            bill.buyer.number,
                                            std::to_string(line.position),
                                            line.date,
                                            line.agent,
                                            std::to_string(line.ticket),
                                            line.work_type,
                                            line.text,
                                            line.project,
                                            line.source,
                                            line.contingent,
                                            std::to_string(line.minutes),
                                            std::to_string(line.billed),
                                            bill.amount(line.hour_minor),
                                            bill.currency,
                                            line.surcharge,
                                            std::to_string(line.percent),
                                            bill.amount(line.amount_minor)});
    }
    return out;
}

} // namespace vorrang::billing
