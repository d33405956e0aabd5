#include "core/config.hh"

#include "core/config-table.hh"
#include "core/duration.hh"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace vorrang {
namespace {

constexpr const char* kInstalledPath = "/etc/vorrang/vorrang.toml";

/// Where in the file, and what is wrong there.
tl::unexpected<Error>
wrong(const std::string& file, const toml::source_region& at, std::string_view sentence) {
    return fail(ErrorCode::data,
                fmt::format("{}:{}:{}: {}", file, at.begin.line, at.begin.column, sentence),
                "see vorrang.toml(5); `vorrang config -d` shows all settings");
}

std::string assign(std::string* to, const toml::node& from) {
    const auto* const text = from.as_string();
    if (text == nullptr) {
        return "must be a text in quotes";
    }
    if (text->get().find('\0') != std::string::npos) {
        return "must not hold a NUL character";
    }
    *to = text->get();
    return {};
}

std::string assign(std::int64_t* to, const toml::node& from) {
    const auto* const number = from.as_integer();
    if (number == nullptr) {
        return "must be a whole number";
    }
    *to = number->get();
    return {};
}

std::string assign(bool* to, const toml::node& from) {
    const auto* const flag = from.as_boolean();
    if (flag == nullptr) {
        return "must be true or false";
    }
    *to = flag->get();
    return {};
}

std::string assign(std::chrono::milliseconds* to, const toml::node& from) {
    const auto* const text = from.as_string();
    if (text == nullptr) {
        return "must be a duration with a unit, in quotes: \"15m\"";
    }
    const auto duration = parse_duration(text->get());
    if (!duration) {
        return fmt::format(
            "must be a duration: {}; {}", duration.error().text, duration.error().hint);
    }
    *to = *duration;
    return {};
}

std::string assign(std::vector<std::string>* to, const toml::node& from) {
    const auto* const array = from.as_array();
    if (array == nullptr) {
        return "must be a list of texts: [\"one\", \"two\"]";
    }
    to->clear();
    for (const auto& element : *array) {
        if (auto problem = assign(&to->emplace_back(), element); !problem.empty()) {
            return "must be a list of texts: [\"one\", \"two\"]";
        }
    }
    return {};
}

Result<void> read_setting(Config& config,
                          const std::string& file,
                          std::string_view section,
                          const toml::key& key,
                          const toml::node& node) {
    const auto* const setting = find_setting(section, key.str());
    if (setting == nullptr) {
        return wrong(
            file, key.source(), fmt::format("there is no setting {} in [{}]", key.str(), section));
    }
    const auto target = setting->target(config);
    auto problem = std::visit([&node](auto* to) { return assign(to, node); }, target);
    if (problem.empty() && setting->problem != nullptr) {
        problem = setting->problem(target);
    }
    if (!problem.empty()) {
        return wrong(file, node.source(), fmt::format("{} {}", setting->name, problem));
    }
    return {};
}

bool known_section(std::string_view name) {
    for (const auto& setting : settings()) {
        if (setting.section == name) {
            return true;
        }
    }
    return false;
}

Result<void> read_table(Config& config, const toml::table& table, const std::string& file) {
    for (const auto& [section, node] : table) {
        const auto* const settings_of = node.as_table();
        if (settings_of == nullptr) {
            return wrong(file,
                         section.source(),
                         fmt::format("{} stands in no section; write it below one like [milter]",
                                     section.str()));
        }
        if (!known_section(section.str())) {
            return wrong(
                file, section.source(), fmt::format("there is no section [{}]", section.str()));
        }
        for (const auto& [key, value] : *settings_of) {
            if (auto read = read_setting(config, file, section.str(), key, value); !read) {
                return read;
            }
        }
    }
    return {};
}

/// The defaults as the file an admin would write, so that they pass the same checks.
Config read_defaults() {
    std::string text;
    std::string_view section;
    for (const auto& setting : settings()) {
        if (setting.section != section) {
            section = setting.section;
            fmt::format_to(std::back_inserter(text), "[{}]\n", section);
        }
        fmt::format_to(std::back_inserter(text), "{} = {}\n", setting.name, setting.default_toml);
    }
    Config config{};
    const auto table = toml::parse(std::string_view(text), std::string_view("(defaults)"));
    if (auto read = read_table(config, table, "(defaults)"); !read) {
        throw std::logic_error(read.error().text);
    }
    return config;
}

} // namespace

Config default_config() {
    static const Config defaults = read_defaults();
    return defaults;
}

Result<Config> parse_config(std::string_view text, const std::string& name) {
    Config config = default_config();
    try {
        const auto table = toml::parse(text, std::string_view(name));
        if (auto read = read_table(config, table, name); !read) {
            return pass_on(read);
        }
    } catch (const toml::parse_error& error) {
        return wrong(name, error.source(), error.description());
    }
    return config;
}

Result<Config> load_config(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    errno = 0;
    if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(text << file.rdbuf())) ||
        file.bad()) {
        return fail(ErrorCode::data,
                    fmt::format("cannot read the configuration {}: {}",
                                path,
                                std::strerror(errno != 0 ? errno : ENOENT)),
                    "name the file by --config or $VORRANG_CONFIG");
    }
    return parse_config(text.str(), path);
}

std::string config_path(const std::string& option) {
    if (!option.empty()) {
        return option;
    }
    const char* const named = std::getenv("VORRANG_CONFIG");
    return named != nullptr && *named != '\0' ? named : kInstalledPath;
}

unsigned socket_mode(const Config::Milter& milter) {
    return static_cast<unsigned>(std::stoul(milter.socket_mode, nullptr, 8));
}

} // namespace vorrang
