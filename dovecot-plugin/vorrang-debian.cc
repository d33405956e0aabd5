#include "dovecot-plugin/vorrang-debian.hh"

#include <fstream>
#include <iterator>

namespace vorrang::debian {

namespace {

constexpr std::string_view core = "dovecot-core";

std::string_view field(std::string_view paragraph, std::string_view name) {
    const std::string key = "\n" + std::string(name) + ": ";
    const auto at = paragraph.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto start = at + key.size();
    return paragraph.substr(start, paragraph.find('\n', start) - start);
}

} // namespace

std::string installed_version(std::string_view dpkg_status, std::string_view package) {
    const std::string head = "Package: " + std::string(package) + "\n";
    auto at = dpkg_status.find(head);
    while (at != std::string_view::npos && at != 0 && dpkg_status[at - 1] != '\n') {
        at = dpkg_status.find(head, at + 1);
    }
    if (at == std::string_view::npos) {
        return {};
    }
    const auto paragraph = dpkg_status.substr(at, dpkg_status.find("\n\n", at) - at);
    const bool installed = field(paragraph, "Status").ends_with(" installed");
    return installed ? std::string(field(paragraph, "Version")) : std::string();
}

std::string why_not_beside(const std::string& status_path, std::string_view built_with) {
    std::ifstream file(status_path, std::ios::binary);
    const std::string status{std::istreambuf_iterator<char>(file), {}};
    const std::string installed = installed_version(status, core);
    if (!installed.empty() && installed == built_with) {
        return {};
    }
    const std::string found = installed.empty()
                                  ? "no installed dovecot-core can be found in " + status_path
                                  : "dovecot-core " + installed + " is installed";
    return "built with dovecot-dev " + std::string(built_with) + ", but " + found +
           ": desk folders stay closed until the plugin is rebuilt with the matching dovecot-dev";
}

} // namespace vorrang::debian
