#include "daemon/admin/import-rows.hh"

#include "daemon/admin/import-cells.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

constexpr const char* kUseUtf8 = "save the file as UTF-8 (as by iconv -f latin1 -t utf-8)";

const ImportColumn* find_column(const ImportSpec& spec, std::string_view title) {
    std::string name(trimmed(title));
    for (auto& c : name) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const auto& column : spec.columns) {
        if (column.name == name) {
            return &column;
        }
    }
    return nullptr;
}

std::string known_columns(const ImportSpec& spec) {
    std::string names;
    for (const auto& column : spec.columns) {
        names += names.empty() ? "" : ", ";
        names += column.name;
    }
    return names;
}

void check_header(const ImportSpec& spec,
                  const std::vector<const ImportColumn*>& columns,
                  int line,
                  std::vector<BadLine>& bad) {
    for (const auto& column : spec.columns) {
        const auto count = std::count(columns.begin(), columns.end(), &column);
        if (count > 1) {
            bad.push_back({line,
                           std::string(column.name),
                           "the header names the column twice",
                           "take one of them out"});
        } else if (count == 0 && column.use == ColumnUse::names) {
            bad.push_back(
                {line,
                 std::string(column.name),
                 "the header lacks this column",
                 fmt::format("the columns of {} are: {}", spec.name, known_columns(spec))});
        }
    }
}

/// Where a value stood first, if that was before this line.
std::optional<int>
first_line(std::unordered_map<std::string, int>& seen, const std::string& value, int line) {
    const auto [at, fresh] = seen.emplace(value, line);
    return fresh ? std::nullopt : std::optional(at->second);
}

} // namespace

tl::expected<RowMaker, std::vector<BadLine>> RowMaker::of_header(const ImportSpec& spec,
                                                                 const CsvRecord& header) {
    std::vector<BadLine> bad;
    std::vector<const ImportColumn*> columns;
    if (header.not_utf8_line > 0) {
        bad.push_back({header.not_utf8_line, "", "the line is not UTF-8", kUseUtf8});
        return tl::unexpected(std::move(bad));
    }
    for (const auto& title : header.cells) {
        columns.push_back(find_column(spec, title));
        if (columns.back() == nullptr) {
            bad.push_back(
                {header.line,
                 std::string(trimmed(title)),
                 "there is no such column",
                 fmt::format("the columns of {} are: {}", spec.name, known_columns(spec))});
        }
    }
    check_header(spec, columns, header.line, bad);
    if (!bad.empty()) {
        return tl::unexpected(std::move(bad));
    }
    return RowMaker(std::move(columns));
}

json::object RowMaker::fields(const CsvRecord& record, std::vector<BadLine>& bad) {
    json::object fields;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto& column = *columns_[i];
        const auto cell = trimmed(record.cells[i]);
        if (cell.empty()) {
            if (column.use == ColumnUse::names) {
                bad.push_back({record.line,
                               std::string(column.name),
                               "the cell is empty",
                               fmt::format("fill it: {}", column.help)});
            }
            continue;
        }
        auto value = cell_json(column, cell);
        if (!value) {
            bad.push_back(
                {record.line, std::string(column.name), value.error().text, value.error().hint});
            continue;
        }
        fields[column.name] = std::move(*value);
    }
    return fields;
}

std::string RowMaker::name(const json::object& fields) const {
    std::string name;
    for (const auto* column : columns_) {
        if (column->use == ColumnUse::names) {
            name += name.empty() ? "" : " ";
            name += std::string_view(fields.at(column->name).get_string());
        }
    }
    return name;
}

void RowMaker::note(const ImportColumn& column,
                    const std::string& value,
                    int line,
                    std::vector<BadLine>& bad) {
    auto& seen = column.type == CellType::domains ? domains_ : names_;
    if (const auto first = first_line(seen, value, line)) {
        bad.push_back({line,
                       std::string(column.name),
                       fmt::format("\"{}\" stands in line {} too", value, *first),
                       "leave one of them"});
    }
}

std::optional<ImportRow> RowMaker::row(const CsvRecord& record, std::vector<BadLine>& bad) {
    const auto before = bad.size();
    if (record.not_utf8_line > 0) {
        bad.push_back({record.not_utf8_line, "", "the line is not UTF-8", kUseUtf8});
        return std::nullopt;
    }
    if (record.cells.size() != columns_.size()) {
        bad.push_back({record.line,
                       "",
                       fmt::format("the line has {} cells, the header {}",
                                   record.cells.size(),
                                   columns_.size()),
                       "put a cell that has the separator in it in quotes"});
        return std::nullopt;
    }
    auto filled = fields(record, bad);
    if (bad.size() > before) {
        return std::nullopt;
    }
    const auto about = name(filled);
    for (const auto* column : columns_) {
        if (column->type == CellType::domains && filled.contains(column->name)) {
            for (const auto& domain : filled.at(column->name).as_array()) {
                note(*column, std::string(domain.get_string()), record.line, bad);
            }
        }
    }
    const auto* const first = *std::find_if(
        columns_.begin(), columns_.end(), [](const auto* c) { return c->use == ColumnUse::names; });
    note(*first, about, record.line, bad);
    if (bad.size() > before) {
        return std::nullopt;
    }
    return ImportRow{about, {{"line", record.line}, {"fields", std::move(filled)}}};
}

} // namespace vorrang::admin
