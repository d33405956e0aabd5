#include "daemon/admin/import-cells.hh"

#include "daemon/calendar/expansion.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Value = Result<json::value>;

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kKeyLetters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
constexpr std::string_view kDomainLetters = "abcdefghijklmnopqrstuvwxyz0123456789.-";

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

bool only(std::string_view text, std::string_view letters) {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

bool control(char c) {
    return (c >= 0 && c < ' ') || c == 0x7F;
}

tl::unexpected<Error> wrong(std::string_view cell, std::string_view wanted, std::string hint) {
    return fail(ErrorCode::data, fmt::format("\"{}\" is not {}", cell, wanted), std::move(hint));
}

Value key_json(std::string_view cell) {
    const auto key = lower(cell);
    if (key.size() > 63 || !only(key, kKeyLetters) || key.front() == '-' || key.front() == '_') {
        return wrong(
            cell,
            "a key",
            "write up to 63 letters a-z, digits, - and _, beginning with a letter or digit");
    }
    return json::value(key);
}

Value domain_json(std::string_view cell) {
    const auto domain = lower(cell);
    if (domain.size() > 253 || !only(domain, kDomainLetters) || domain.front() == '.' ||
        domain.find('.') == std::string::npos || domain.back() == '.') {
        return wrong(cell, "a mail domain", "write it as heyer.example (umlauts as xn--...)");
    }
    return json::value(domain);
}

/// The words of a cell, in order, each once.
Value words_json(std::string_view cell, Value (*one)(std::string_view)) {
    json::array values;
    while (!cell.empty()) {
        const auto end = std::min(cell.find_first_of(" |\t\n\r"), cell.size());
        if (const auto word = cell.substr(0, end); !word.empty()) {
            auto value = one(word);
            if (!value) {
                return value;
            }
            if (std::find(values.begin(), values.end(), *value) == values.end()) {
                values.push_back(std::move(*value));
            }
        }
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return json::value(std::move(values));
}

Value domains_json(std::string_view cell) {
    auto domains = words_json(cell, domain_json);
    if (domains) {
        auto& array = domains->get_array();
        std::sort(array.begin(), array.end(), [](const json::value& a, const json::value& b) {
            return a.get_string() < b.get_string();
        });
    }
    return domains;
}

Value choice_json(const ImportColumn& column, std::string_view cell) {
    auto choices = column.choices;
    while (!choices.empty()) {
        const auto choice = choices.substr(0, choices.find(' '));
        if (lower(choice) == lower(cell)) {
            return json::value(choice);
        }
        choices.remove_prefix(std::min(choice.size() + 1, choices.size()));
    }
    return wrong(
        cell, fmt::format("a {}", column.name), fmt::format("write one of: {}", column.choices));
}

Value address_json(std::string_view cell) {
    const auto at = cell.find('@');
    const bool blank =
        std::any_of(cell.begin(), cell.end(), [](char c) { return c == ' ' || control(c); });
    if (cell.size() > 254 || at == 0 || at == std::string_view::npos || at + 1 == cell.size() ||
        cell.find('@', at + 1) != std::string_view::npos || blank) {
        return wrong(cell, "a mail address", "write the bare address, as kunde@heyer.example");
    }
    return json::value(lower(cell));
}

Value flag_json(std::string_view cell) {
    const auto word = lower(cell);
    if (word == "yes" || word == "true" || word == "1") {
        return json::value(true);
    }
    if (word == "no" || word == "false" || word == "0" || word == "-") {
        return json::value(false);
    }
    return wrong(cell, "yes or no", "write yes or no");
}

Value amount_json(std::string_view cell) {
    const auto digits = cell.substr(cell.starts_with('-') ? 1 : 0);
    const auto point = std::min(digits.find_first_of(".,"), digits.size());
    const auto whole = digits.substr(0, point);
    const auto decimals = digits.substr(std::min(point + 1, digits.size()));
    if (whole.empty() || whole.size() > 15 || !only(whole, kDigits) || decimals.size() > 6 ||
        !only(decimals, kDigits) || (point < digits.size() && decimals.empty())) {
        return wrong(
            cell, "an amount", "write it without thousands separators, as 1250.00 or 1250,00");
    }
    return json::value(fmt::format("{}{}{}{}",
                                   cell.starts_with('-') ? "-" : "",
                                   whole,
                                   decimals.empty() ? "" : ".",
                                   decimals));
}

Value currency_json(std::string_view cell) {
    const auto code = upper(cell);
    if (code.size() != 3 || !only(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        return wrong(cell, "a currency", "write its three letters, as EUR");
    }
    return json::value(code);
}

Value date_json(std::string_view cell) {
    if (!calendar::parse_date(cell)) {
        return wrong(cell, "a date", "write it as 2026-12-25");
    }
    return json::value(cell);
}

Value text_json(std::string_view cell, bool lines) {
    const bool bad = std::any_of(cell.begin(), cell.end(), [&](char c) {
        return control(c) && !(lines && (c == '\n' || c == '\r' || c == '\t'));
    });
    if (bad) {
        return fail(ErrorCode::data,
                    lines ? "a control character stands in it"
                          : "a line break or control character stands in it",
                    "take it out");
    }
    return json::value(cell);
}

Value name_json(std::string_view cell) {
    // Characters, not bytes: as PostgreSQL counts.
    const auto length = std::count_if(cell.begin(), cell.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    if (length > 120) {
        return fail(ErrorCode::data, "it is longer than 120 characters", "shorten it");
    }
    return text_json(cell, false);
}

json::value none(CellType type) {
    switch (type) {
    case CellType::keys:
    case CellType::domains:
        return json::array();
    case CellType::line:
    case CellType::text:
        return json::value("");
    default:
        return json::value(nullptr);
    }
}

} // namespace

std::string_view trimmed(std::string_view cell) {
    constexpr std::string_view kBlank = " \t\r\n";
    const auto from = std::min(cell.find_first_not_of(kBlank), cell.size());
    return cell.substr(from, cell.find_last_not_of(kBlank) + 1 - from);
}

Value cell_json(const ImportColumn& column, std::string_view cell) {
    if (column.use == ColumnUse::optional && cell == "-") {
        return none(column.type);
    }
    switch (column.type) {
    case CellType::key:
        return key_json(cell);
    case CellType::keys:
        return words_json(cell, key_json);
    case CellType::domains:
        return domains_json(cell);
    case CellType::name:
        return name_json(cell);
    case CellType::serial:
        return name_json(upper(cell));
    case CellType::choice:
        return choice_json(column, cell);
    case CellType::address:
        return address_json(cell);
    case CellType::flag:
        return flag_json(cell);
    case CellType::date:
        return date_json(cell);
    case CellType::amount:
        return amount_json(cell);
    case CellType::currency:
        return currency_json(cell);
    case CellType::line:
    case CellType::text:
        break;
    }
    return text_json(cell, column.type == CellType::text);
}

} // namespace vorrang::admin
