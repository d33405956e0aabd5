#pragma once

#include "core/clock.hh"
#include "core/config.hh"
#include "core/error.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"

#include <boost/json/value.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace vorrang::admin {

/// What one run of the command works with.
struct Context {
    Config config;
    Instant now;
    bool json = false;

    /// A session as the command's own role.
    [[nodiscard]] Result<pg::Connection> connect() const;

    /// A session for calls that work on much at once: they may take an hour, and what they say of
    /// their progress is told to a terminal.
    [[nodiscard]] Result<pg::Connection> connect_for_long() const;

    /// A session as the role that owns the schema.
    [[nodiscard]] Result<pg::Connection> connect_as_owner() const;

    /// The same in another database of the same server, for calls that take long.
    [[nodiscard]] Result<pg::Connection> connect_beside(const std::string& database) const;
};

/// One form of the command line, ready to run. Prints its own output; the exit code is 0 if it
/// returns no error, but for a command that sets `exit_code`.
struct Command {
    bool needs_config = true;
    std::function<Result<int>(const Context&)> run;
};

/// Exit codes of sysexits.h.
inline constexpr int kExitUsage = 64;
inline constexpr int kExitConfig = 78;

[[nodiscard]] int exit_code(ErrorCode code);

/// Writes to standard output as it is.
void print(std::string_view text);

/// Writes a file anew.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

} // namespace vorrang::admin
