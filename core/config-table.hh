#pragma once

#include "core/config.hh"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vorrang {

/// Where a setting's value lives in a Config; the alternative is its type.
using SettingTarget = std::variant<std::string*,
                                   std::int64_t*,
                                   bool*,
                                   std::chrono::milliseconds*,
                                   std::vector<std::string>*>;

/// One row of the settings table: parser, defaults, `vorrang config` and the man page come from it.
struct Setting {
    std::string_view section;
    std::string_view name;
    std::string_view default_toml; ///< as an admin would write it
    std::string_view help;         ///< full sentences, for the man page
    SettingTarget (*target)(Config&);
    /// Says what is wrong with a value, or nothing. Sees the value already in its place.
    std::string (*problem)(const SettingTarget&) = nullptr;
};

[[nodiscard]] std::span<const Setting> settings();

/// The row of that name; nullptr: there is none.
[[nodiscard]] const Setting* find_setting(std::string_view section, std::string_view name);

/// "text", "number", "yes or no", "duration", "list of texts".
[[nodiscard]] std::string_view type_name(const Setting& setting);

/// The value as TOML.
[[nodiscard]] std::string value_toml(const SettingTarget& target);

/// The settings as a TOML file: those that differ from their default, or all.
enum class Shown { changed, all };
[[nodiscard]] std::string config_toml(const Config& config, Shown shown);

/// The settings sections of vorrang.toml(5), in man's macros.
[[nodiscard]] std::string settings_man();

} // namespace vorrang
