#include "daemon/admin/context.hh"

#include "core/log-escape.hh"
#include "core/pg/options.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>

namespace vorrang::admin {
namespace {

void tell_terminal(std::string_view text) {
    if (::isatty(STDERR_FILENO) == 1) {
        std::fprintf(stderr, "%s\n", log::printable(text).c_str());
    }
}

pg::ConnectOptions own_options(const Config& config) {
    return pg::connect_options(config.database, config.admin, "vorrang");
}

pg::ConnectOptions patient(pg::ConnectOptions options) {
    options.statement_timeout_ms = std::chrono::milliseconds(std::chrono::hours(1)).count();
    options.on_notice = tell_terminal;
    return options;
}

} // namespace

Result<pg::Connection> Context::connect() const {
    return pg::Connection::open(own_options(config));
}

Result<pg::Connection> Context::connect_for_long() const {
    return pg::Connection::open(patient(own_options(config)));
}

Result<pg::Connection> Context::connect_as_owner() const {
    auto options = own_options(config);
    options.user = config.admin.owner_user;
    return pg::Connection::open(options);
}

Result<pg::Connection> Context::connect_beside(const std::string& database) const {
    auto options = patient(own_options(config));
    options.user = config.admin.owner_user;
    options.database = database;
    return pg::Connection::open(options);
}

int exit_code(ErrorCode code) {
    switch (code) {
    case ErrorCode::usage:
        return kExitUsage;
    case ErrorCode::data:
    case ErrorCode::refused:
        return 65;
    case ErrorCode::no_such:
        return 67;
    case ErrorCode::unavailable:
        return 69;
    case ErrorCode::conflict:
        return 75;
    case ErrorCode::internal:
        return 70;
    }
    return 70;
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot write {}", path),
                    "does the directory exist, and is there room on the disk?");
    }
    return {};
}

} // namespace vorrang::admin
