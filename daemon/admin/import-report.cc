#include "daemon/admin/import-report.hh"

#include "core/log-escape.hh"
#include "daemon/admin/values.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

constexpr std::size_t kBadLinesShown = 20;

/// "class B -> A; name Nord IT -> Nord IT GmbH", in the order of the columns.
std::string changes_text(const json::object& fields, const ImportSpec& spec) {
    std::string out;
    for (const auto& column : spec.columns) {
        const auto* const change = fields.if_contains(column.name);
        if (change != nullptr) {
            out += fmt::format("{}{} {} -> {}",
                               out.empty() ? "" : "; ",
                               column.name,
                               shown(change->at(0), nullptr),
                               shown(change->at(1), nullptr));
        }
    }
    return out;
}

std::string row_text(const json::object& row, const ImportSpec& spec) {
    const auto name = log::printable(row.at("name").as_string());
    const auto* const fields = row.if_contains("fields");
    return fields == nullptr
               ? fmt::format("created  {}\n", name)
               : fmt::format("changed  {}: {}\n", name, changes_text(fields->as_object(), spec));
}

std::string bad_line_text(const std::string& file, const BadLine& bad) {
    return fmt::format("{}:{}: {}{}{}{}{}\n",
                       log::printable(file),
                       bad.line,
                       log::printable(bad.column),
                       bad.column.empty() ? "" : ": ",
                       log::printable(bad.text),
                       bad.hint.empty() ? "" : "; ",
                       log::printable(bad.hint));
}

} // namespace

void count_answer(ImportReport& report, const json::object& answer, const std::string& name) {
    const auto& outcome = answer.at("outcome").as_string();
    report.created += outcome == "created" ? 1 : 0;
    report.changed += outcome == "changed" ? 1 : 0;
    report.unchanged += outcome == "unchanged" ? 1 : 0;
    if (outcome == "unchanged") {
        return;
    }
    json::object row{{"line", answer.at("line")}, {"name", name}, {"outcome", outcome}};
    if (const auto* const fields = answer.if_contains("fields")) {
        row["fields"] = *fields;
    }
    report.rows.push_back(std::move(row));
}

json::object report_json(const ImportReport& report, const ImportSpec& spec) {
    return {{"import", spec.name},
            {"file", report.file},
            {"dry_run", report.dry_run},
            {"created", report.created},
            {"changed", report.changed},
            {"unchanged", report.unchanged},
            {"tickets_ranked", report.ranked},
            {"rows", report.rows}};
}

std::string report_text(const ImportReport& report, const ImportSpec& spec) {
    std::string out;
    if (report.dry_run) {
        for (const auto& row : report.rows) {
            out += row_text(row.as_object(), spec);
        }
    }
    out += fmt::format("{}: {} created, {} changed, {} unchanged",
                       spec.name,
                       report.created,
                       report.changed,
                       report.unchanged);
    if (report.ranked > 0) {
        out += fmt::format(
            "; {} open {} ranked anew", report.ranked, report.ranked == 1 ? "ticket" : "tickets");
    }
    return out + (report.dry_run ? " (dry run: nothing was written)\n" : "\n");
}

std::string bad_lines_text(const std::string& file, std::vector<BadLine> bad) {
    std::stable_sort(
        bad.begin(), bad.end(), [](const BadLine& a, const BadLine& b) { return a.line < b.line; });
    std::string out;
    for (std::size_t i = 0; i < std::min(bad.size(), kBadLinesShown); ++i) {
        out += bad_line_text(file, bad[i]);
    }
    if (bad.size() > kBadLinesShown) {
        out += fmt::format("and {} more\n", bad.size() - kBadLinesShown);
    }
    return out;
}

} // namespace vorrang::admin
