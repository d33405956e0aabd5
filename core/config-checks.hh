#pragma once

#include "core/config-table.hh"

#include <string>

/// What the settings table asks of values, beyond their type. Each says what is wrong, as the end
/// of a sentence that begins with the setting's name, or nothing.
namespace vorrang::checks {

[[nodiscard]] std::string dsn(const SettingTarget& value);
[[nodiscard]] std::string some_text(const SettingTarget& value);
[[nodiscard]] std::string some_time(const SettingTarget& value);
[[nodiscard]] std::string whole_seconds(const SettingTarget& value);
[[nodiscard]] std::string log_destination(const SettingTarget& value);
[[nodiscard]] std::string log_level(const SettingTarget& value);
[[nodiscard]] std::string address(const SettingTarget& value);
[[nodiscard]] std::string addresses(const SettingTarget& value);
[[nodiscard]] std::string host_name(const SettingTarget& value);
[[nodiscard]] std::string host_port(const SettingTarget& value);
[[nodiscard]] std::string milter_socket(const SettingTarget& value);
[[nodiscard]] std::string mode(const SettingTarget& value);
[[nodiscard]] std::string path(const SettingTarget& value);
[[nodiscard]] std::string path_or_empty(const SettingTarget& value);
[[nodiscard]] std::string socket_path(const SettingTarget& value);
[[nodiscard]] std::string connections(const SettingTarget& value);
[[nodiscard]] std::string roles(const SettingTarget& value);

} // namespace vorrang::checks
