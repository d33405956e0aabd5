#include "daemon/admin/output.hh"

#include "daemon/admin/values.hh"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Row = std::vector<std::string>;

bool plain(const json::value& value) {
    return !value.is_array() && !value.is_object();
}

bool all_plain(const json::array& values) {
    return std::all_of(values.begin(), values.end(), plain);
}

void append_json(std::string& out, const json::value& value, std::size_t level);

void append_array(std::string& out, const json::array& values, std::size_t level) {
    const bool flat = all_plain(values);
    const std::string indent = flat ? "" : "\n" + std::string((level + 1) * 2, ' ');
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        out += i == 0 ? "" : flat ? ", " : ",";
        out += indent;
        append_json(out, values[i], level + 1);
    }
    out += flat ? "]" : "\n" + std::string(level * 2, ' ') + "]";
}

void append_object(std::string& out, const json::object& object, std::size_t level) {
    const std::string indent(level * 2 + 2, ' ');
    out += object.empty() ? "{" : "{\n";
    bool first = true;
    for (const auto& [key, value] : object) {
        out += first ? "" : ",\n";
        first = false;
        out += indent + json::serialize(json::value(key)) + ": ";
        append_json(out, value, level + 1);
    }
    out += object.empty() ? "}" : "\n" + std::string(level * 2, ' ') + "}";
}

void append_json(std::string& out, const json::value& value, std::size_t level) {
    if (value.is_array()) {
        append_array(out, value.get_array(), level);
    } else if (value.is_object()) {
        append_object(out, value.get_object(), level);
    } else {
        out += json::serialize(value);
    }
}

/// Characters, as an approximation of columns: wide ones count as one.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

void pad(std::string& line, std::string_view text, std::size_t to) {
    line += text;
    line.append(to - std::min(to, width(text)), ' ');
}

std::string head_of(std::string_view column) {
    std::string head(column);
    for (auto& c : head) {
        c = c == '_' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return head;
}

std::string align(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            pad(out, row[i], widths[i] + 2);
        }
        out += row.back() + "\n";
    }
    return out;
}

bool is_table(const json::value& value) {
    return value.is_array() && !value.get_array().empty() && value.get_array().front().is_object();
}

std::string sub_table(std::string_view title, const json::array& objects) {
    std::vector<std::string_view> columns;
    for (const auto& [key, value] : objects.front().as_object()) {
        columns.push_back(key);
    }
    return fmt::format("\n{}\n{}", head_of(title), table_text(objects, columns, nullptr));
}

/// The fields in the order of the noun's table, then the others.
std::vector<std::string_view> field_order(const json::object& object, const NounSpec& noun) {
    std::vector<std::string_view> fields;
    for (const auto column : noun.columns) {
        if (object.contains(column)) {
            fields.push_back(column);
        }
    }
    for (const auto& [key, value] : object) {
        if (std::find(fields.begin(), fields.end(), std::string_view(key)) == fields.end()) {
            fields.push_back(key);
        }
    }
    return fields;
}

std::string object_block(const json::object& object, const NounSpec& noun) {
    std::vector<Row> rows;
    std::string tables;
    for (const auto field : field_order(object, noun)) {
        const auto& value = object.at(field);
        if (is_table(value)) {
            tables += sub_table(field, value.get_array());
        } else {
            rows.push_back({std::string(field) + ":", shown(value, option_of_field(noun, field))});
        }
    }
    return (rows.empty() ? std::string() : align(rows)) + tables;
}

} // namespace

std::string json_text(const json::value& value) {
    std::string out;
    append_json(out, value, 0);
    return out + "\n";
}

std::string table_text(const json::array& objects,
                       std::span<const std::string_view> columns,
                       const NounSpec* noun) {
    std::vector<Row> rows(1);
    for (const auto column : columns) {
        rows.front().push_back(head_of(column));
    }
    for (const auto& object : objects) {
        auto& row = rows.emplace_back();
        for (const auto column : columns) {
            const auto* const value =
                object.is_object() ? object.get_object().if_contains(column) : nullptr;
            const auto* const option = noun != nullptr ? option_of_field(*noun, column) : nullptr;
            row.push_back(value != nullptr ? shown(*value, option) : "-");
        }
    }
    return align(rows);
}

std::string block_text(const json::value& value, const NounSpec& noun) {
    if (value.is_object()) {
        return object_block(value.get_object(), noun);
    }
    if (value.is_array()) {
        return table_text(value.get_array(), noun.columns, &noun);
    }
    return shown(value, nullptr) + "\n";
}

} // namespace vorrang::admin
