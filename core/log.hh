#pragma once

#include "core/log-escape.hh"
#include "core/result.hh"

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace vorrang::log {

enum class Level { debug, info, warning, error };

[[nodiscard]] Result<Level> parse_level(std::string_view name);

/// One key=value of a line. Texts are escaped and cut (log-escape.hh), numbers stand as they are.
class Field {
  public:
    Field(std::string_view key, std::string_view value)
        : key_(key)
        , value_(escape_value(value)) {}

    Field(std::string_view key, const std::string& value)
        : Field(key, std::string_view(value)) {}

    Field(std::string_view key, const char* value)
        : Field(key, std::string_view(value)) {}

    Field(std::string_view key, bool value)
        : key_(key)
        , value_(value ? "yes" : "no") {}

    template <std::integral T>
    Field(std::string_view key, T value)
        : key_(key)
        , value_(std::to_string(value)) {}

    Field(std::string_view key, double value);

    [[nodiscard]] std::string_view key() const { return key_; }

    [[nodiscard]] std::string_view value() const { return value_; }

  private:
    std::string_view key_;
    std::string value_;
};

using Fields = std::initializer_list<Field>;

/// Where lines go: "stderr" (with journald's <N> marks when it listens there), "syslog" (facility
/// mail) or the absolute path of a file. Before open() lines of level info and above go to stderr.
struct Settings {
    std::string program;
    std::string destination = "stderr";
    Level level = Level::info;
};

[[nodiscard]] Result<void> open(const Settings& settings);

/// Opens the file again, after logrotate has moved it away; for SIGHUP.
[[nodiscard]] Result<void> reopen();

/// One event, one line: `intake.stored ticket=4815 queue_id=4XyZ12ab`. The name is stable and
/// stands in the man page. Thread-safe; never throws.
void event(Level level, std::string_view name, Fields fields) noexcept;

inline void debug(std::string_view name, Fields fields = {}) noexcept {
    event(Level::debug, name, fields);
}

inline void info(std::string_view name, Fields fields = {}) noexcept {
    event(Level::info, name, fields);
}

inline void warning(std::string_view name, Fields fields = {}) noexcept {
    event(Level::warning, name, fields);
}

inline void error(std::string_view name, Fields fields = {}) noexcept {
    event(Level::error, name, fields);
}

/// True if a line of this level would be written: to spare work for debug lines.
[[nodiscard]] bool enabled(Level level) noexcept;

/// The line without time and program.
[[nodiscard]] std::string format_line(std::string_view name, Fields fields);

} // namespace vorrang::log
