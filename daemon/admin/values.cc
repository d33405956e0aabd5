#include "daemon/admin/values.hh"

#include "core/duration.hh"
#include "core/log-escape.hh"
#include "daemon/calendar/expansion.hh"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>
#include <string>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

tl::unexpected<Error>
wrong(const OptionSpec& option, std::string_view text, std::string_view wanted) {
    return fail(ErrorCode::data,
                fmt::format("--{}: \"{}\" is not {}", option.name, text, wanted),
                fmt::format("--{} {}: {}", option.name, option.placeholder, option.help));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) {
        return std::nullopt;
    }
    return number;
}

bool among(std::string_view choices, std::string_view word) {
    while (!choices.empty()) {
        const auto end = std::min(choices.find(' '), choices.size());
        if (choices.substr(0, end) == word) {
            return true;
        }
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return false;
}

Result<json::value> duration_json(const OptionSpec& option, const std::string& text) {
    const auto duration = parse_duration(text);
    if (!duration) {
        return fail(ErrorCode::data,
                    fmt::format("--{}: {}", option.name, duration.error().text),
                    duration.error().hint);
    }
    if (duration->count() % 1000 != 0) {
        return wrong(option, text, "a whole number of seconds");
    }
    return json::value(duration->count() / 1000);
}

Result<json::value> percent_json(const OptionSpec& option, std::string_view text) {
    const auto number =
        text.ends_with('%') ? whole_number(text.substr(0, text.size() - 1)) : std::nullopt;
    if (!number || *number > 100) {
        return wrong(option, text, "a percentage like 20%");
    }
    return json::value(*number);
}

Result<json::value> address_json(const OptionSpec& option, const std::string& text) {
    const auto at = text.rfind('@');
    const bool blank = std::any_of(
        text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; });
    if (at == std::string::npos || at == 0 || at + 1 == text.size() || blank) {
        return wrong(option, text, "a mail address");
    }
    return json::value(text);
}

Result<json::value> line_of_input(const OptionSpec& option) {
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) {
        return fail(ErrorCode::data,
                    fmt::format("--{} -: there is no line on standard input", option.name),
                    "write it there, as in: vorrang … < FILE");
    }
    return json::value(line);
}

Result<json::value> one_json(const OptionSpec& option, const std::string& text) {
    switch (option.type) {
    case ValueType::duration:
        return duration_json(option, text);
    case ValueType::percent:
        return percent_json(option, text);
    case ValueType::address:
        return address_json(option, text);
    case ValueType::choice:
        return among(option.choices, text)
                   ? Result<json::value>(json::value(text))
                   : wrong(option, text, fmt::format("one of: {}", option.choices));
    case ValueType::number:
        if (const auto number = whole_number(text)) {
            return json::value(*number);
        }
        return wrong(option, text, "a whole number");
    case ValueType::date:
        if (const auto date = calendar::parse_date(text); !date && !text.empty()) {
            return wrong(option, text, "a date like 2026-12-25");
        }
        return json::value(text);
    case ValueType::zone:
        if (const auto known = calendar::check_zone(text); !known) {
            return pass_on(known);
        }
        return json::value(text);
    case ValueType::secret:
        return text == "-" ? line_of_input(option) : Result<json::value>(json::value(text));
    case ValueType::flag:
        return json::value(text == "true");
    case ValueType::text:
        break;
    }
    return json::value(text);
}

std::string shown_number(std::int64_t number, const OptionSpec* option) {
    if (option != nullptr && option->type == ValueType::duration) {
        return format_duration(std::chrono::seconds{number});
    }
    return option != nullptr && option->type == ValueType::percent ? fmt::format("{}%", number)
                                                                   : std::to_string(number);
}

/// "2026-11-25T02:42:16.000000Z" without what people do not read: "2026-11-25 02:42:16Z".
std::string shown_text(std::string_view text) {
    std::string out = log::printable(text);
    const bool instant = out.size() >= 20 && out[4] == '-' && out[7] == '-' && out[10] == 'T' &&
                         out[13] == ':' && out[16] == ':' &&
                         out.find_first_not_of("0123456789-T:.Z+") == std::string::npos;
    if (instant) {
        out[10] = ' ';
        if (const auto dot = out.find('.'); dot != std::string::npos) {
            out.erase(dot, out.find_first_not_of("0123456789", dot + 1) - dot);
        }
    }
    return out;
}

} // namespace

Result<json::value> option_json(const OptionSpec& option, std::span<const std::string> given) {
    if (!option.repeatable) {
        if (given.size() != 1) {
            return fail(ErrorCode::usage,
                        fmt::format("--{} is given {} times", option.name, given.size()),
                        "give it once");
        }
        return one_json(option, given.front());
    }
    json::array values;
    for (const auto& text : given) {
        if (text.empty() && given.size() == 1) {
            break; // --domain "" empties the set
        }
        auto value = one_json(option, text);
        if (!value) {
            return value;
        }
        values.push_back(std::move(*value));
    }
    return json::value(std::move(values));
}

std::string shown(const json::value& value, const OptionSpec* option) {
    if (value.is_null()) {
        return "-";
    }
    if (value.is_bool()) {
        return value.get_bool() ? "yes" : "no";
    }
    if (value.is_int64()) {
        return shown_number(value.get_int64(), option);
    }
    if (value.is_string()) {
        return value.get_string().empty() ? "-" : shown_text(value.get_string());
    }
    if (!value.is_array()) {
        return log::printable(json::serialize(value));
    }
    std::string out;
    for (const auto& element : value.get_array()) {
        out += out.empty() ? "" : ", ";
        out += shown(element, option);
    }
    return out.empty() ? "-" : out;
}

} // namespace vorrang::admin
