#include "core/config-table.hh"
#include "core/duration.hh"

#include <fmt/format.h>

#include <iterator>
#include <type_traits>

namespace vorrang {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string list_toml(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const auto& value : values) {
        out += out.size() > 1 ? ", " : "";
        out += quoted(value);
    }
    return out + "]";
}

/// A text for man: its own control characters masked.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '\\':
            out += "\\e";
            break;
        case '"':
            out += "\\(dq";
            break;
        case '-':
            out += "\\-";
            break;
        case '`':
        case '\'':
            out += c == '`' ? "\\(ga" : "\\(aq";
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace

std::string value_toml(const SettingTarget& target) {
    return std::visit(
        [](const auto* value) -> std::string {
            using Type = std::remove_cvref_t<decltype(*value)>;
            if constexpr (std::is_same_v<Type, std::string>) {
                return quoted(*value);
            } else if constexpr (std::is_same_v<Type, bool>) {
                return *value ? "true" : "false";
            } else if constexpr (std::is_same_v<Type, std::chrono::milliseconds>) {
                return quoted(format_duration(*value));
            } else if constexpr (std::is_same_v<Type, std::int64_t>) {
                return std::to_string(*value);
            } else {
                return list_toml(*value);
            }
        },
        target);
}

std::string config_toml(const Config& config, Shown shown) {
    Config copy = config;
    Config defaults = default_config();
    std::string out;
    std::string_view section;
    for (const auto& setting : settings()) {
        const auto value = value_toml(setting.target(copy));
        if (shown == Shown::changed && value == value_toml(setting.target(defaults))) {
            continue;
        }
        if (setting.section != section) {
            section = setting.section;
            fmt::format_to(std::back_inserter(out), "{}[{}]\n", out.empty() ? "" : "\n", section);
        }
        fmt::format_to(std::back_inserter(out), "{} = {}\n", setting.name, value);
    }
    return out;
}

std::string settings_man() {
    std::string out;
    std::string_view section;
    for (const auto& setting : settings()) {
        if (setting.section != section) {
            section = setting.section;
            fmt::format_to(std::back_inserter(out), ".SS [{}]\n", section);
        }
        fmt::format_to(std::back_inserter(out),
                       ".TP\n.B {} = {}\n({}) {}\n",
                       roff(setting.name),
                       roff(setting.default_toml),
                       type_name(setting),
                       roff(setting.help));
    }
    return out;
}

} // namespace vorrang
