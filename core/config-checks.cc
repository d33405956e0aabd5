#include "core/config-checks.hh"

#include "core/log.hh"

#include <fmt/format.h>

#include <sys/un.h>

#include <algorithm>
#include <charconv>

namespace vorrang::checks {
namespace {

const std::string& text_of(const SettingTarget& value) {
    return *std::get<std::string*>(value);
}

bool has_blank(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' '; });
}

bool is_port(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port > 0 && port < 65536;
}

std::string address_problem(const std::string& text) {
    const auto at = text.rfind('@');
    return at == std::string::npos || at == 0 || at + 1 == text.size() || has_blank(text)
               ? fmt::format("must be a mail address like support@desk.example, not \"{}\"", text)
               : "";
}

} // namespace

std::string dsn(const SettingTarget& value) {
    const auto& text = text_of(value);
    const auto scheme = text.find("://");
    const auto at = scheme == std::string::npos ? scheme : text.find('@', scheme);
    if (text.find("password") != std::string::npos || at != std::string::npos) {
        return "must not name a user or hold a password: set database_user and passfile instead";
    }
    return text.empty() ? "must not be empty" : "";
}

std::string some_text(const SettingTarget& value) {
    return text_of(value).empty() ? "must not be empty" : "";
}

std::string some_time(const SettingTarget& value) {
    const auto time = *std::get<std::chrono::milliseconds*>(value);
    return time < std::chrono::milliseconds{100} || time > std::chrono::hours{1}
               ? "must be between 100ms and 1h"
               : "";
}

std::string whole_seconds(const SettingTarget& value) {
    const auto time = *std::get<std::chrono::milliseconds*>(value);
    return time < std::chrono::seconds{1} || time > std::chrono::hours{1} ||
                   time % std::chrono::seconds{1} != std::chrono::seconds{0}
               ? "must be whole seconds, from 1s to 1h"
               : "";
}

std::string log_destination(const SettingTarget& value) {
    const auto& text = text_of(value);
    return text == "stderr" || text == "syslog" || text.starts_with('/')
               ? ""
               : "must be \"stderr\", \"syslog\" or the absolute path of a file";
}

std::string log_level(const SettingTarget& value) {
    return log::parse_level(text_of(value)) ? "" : "must be debug, info, warning or error";
}

std::string address(const SettingTarget& value) {
    return address_problem(text_of(value));
}

std::string addresses(const SettingTarget& value) {
    for (const auto& text : *std::get<std::vector<std::string>*>(value)) {
        if (auto problem = address_problem(text); !problem.empty()) {
            return problem;
        }
    }
    return {};
}

std::string host_name(const SettingTarget& value) {
    const auto& text = text_of(value);
    return text.empty() || has_blank(text) ? "must be a host name like desk.example" : "";
}

std::string host_port(const SettingTarget& value) {
    const auto& text = text_of(value);
    const auto colon = text.rfind(':');
    return colon == std::string::npos || colon == 0 || !is_port(text.substr(colon + 1))
               ? "must be HOST:PORT, like 127.0.0.1:25"
               : "";
}

std::string milter_socket(const SettingTarget& value) {
    const std::string_view text = text_of(value);
    if (text.starts_with("unix:/")) {
        return text.size() - 5 < sizeof(sockaddr_un::sun_path)
                   ? ""
                   : "is too long: the path of a socket has at most 107 characters";
    }
    const auto at = text.find('@');
    const bool inet = text.starts_with("inet:") && at != std::string_view::npos &&
                      at + 1 < text.size() && is_port(text.substr(5, at - 5));
    return inet ? "" : "must be \"unix:/PATH\" or \"inet:PORT@HOST\"";
}

std::string mode(const SettingTarget& value) {
    const auto& text = text_of(value);
    const bool octal = text.size() >= 3 && text.size() <= 4 &&
                       text.find_first_not_of("01234567") == std::string::npos;
    return octal ? "" : "must be an octal mode, like \"0660\"";
}

std::string path(const SettingTarget& value) {
    return text_of(value).starts_with('/') ? "" : "must be an absolute path";
}

std::string path_or_empty(const SettingTarget& value) {
    return text_of(value).empty() ? "" : path(value);
}

std::string socket_path(const SettingTarget& value) {
    return text_of(value).size() < sizeof(sockaddr_un::sun_path)
               ? path(value)
               : "is too long: the path of a socket has at most 107 characters";
}

std::string connections(const SettingTarget& value) {
    const auto count = *std::get<std::int64_t*>(value);
    return count < 1 || count > 1000 ? "must be between 1 and 1000" : "";
}

std::string roles(const SettingTarget& value) {
    for (const auto& role : *std::get<std::vector<std::string>*>(value)) {
        if (role != "folders" && role != "clocks" && role != "outbox") {
            return fmt::format("may hold folders, clocks and outbox, not \"{}\"", role);
        }
    }
    return {};
}

} // namespace vorrang::checks
