#include "daemon/admin/setup/dovecot-picture.hh"

#include <algorithm>

namespace vorrang::admin::setup {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kNamespace = "namespace ";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string unquoted(std::string_view value) {
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return std::string(trimmed(quoted ? value.substr(1, value.size() - 2) : value));
}

template <typename Take> void each_line(std::string_view text, Take take) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        take(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::map<std::string, std::string> parse_doveconf(std::string_view text) {
    std::map<std::string, std::string> settings;
    std::vector<std::string> blocks;
    each_line(text, [&](std::string_view line) {
        if (line.empty() || line.starts_with('#')) {
            return;
        }
        std::string path;
        for (const auto& block : blocks) {
            path += block + "/";
        }
        if (line == "}") {
            if (!blocks.empty()) {
                blocks.pop_back();
            }
        } else if (line.ends_with('{')) {
            blocks.emplace_back(trimmed(line.substr(0, line.size() - 1)));
            settings.try_emplace(path + blocks.back(), ""); // a block is there though it be empty
        } else if (const auto equals = line.find('='); equals != std::string_view::npos) {
            settings[path + std::string(trimmed(line.substr(0, equals)))] =
                unquoted(trimmed(line.substr(equals + 1)));
        }
    });
    return settings;
}

std::map<std::string, std::string> parse_userdb(std::string_view text) {
    std::map<std::string, std::string> fields;
    each_line(text, [&](std::string_view line) {
        const auto tab = line.find('\t');
        if (tab != std::string_view::npos) {
            fields[std::string(line.substr(0, tab))] = std::string(trimmed(line.substr(tab + 1)));
        }
    });
    return fields;
}

std::string find_built_with(std::string_view plugin_bytes) {
    const auto at = plugin_bytes.find(kBuiltWithMark);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto start = at + kBuiltWithMark.size();
    return std::string(plugin_bytes.substr(start, plugin_bytes.find('\0', start) - start));
}

bool FileRights::let(unsigned user, unsigned its_group, unsigned bits) const {
    if (user == 0) {
        return true;
    }
    const unsigned shift = user == owner ? 6U : its_group == group ? 3U : 0U;
    return (mode >> shift & bits) == bits;
}

std::string DovecotPicture::value(const std::string& path) const {
    const auto found = settings.find(path);
    return found == settings.end() ? "" : found->second;
}

std::vector<std::string> DovecotPicture::namespaces() const {
    std::vector<std::string> names;
    for (const auto& [path, _] : settings) {
        if (path.starts_with(kNamespace) && path.find('/') == std::string::npos) {
            names.push_back(path.substr(kNamespace.size()));
        }
    }
    return names;
}

std::string
DovecotPicture::namespace_value(const std::string& name,
                                const std::string& setting,
                                const std::map<std::string, std::string>& fields) const {
    if (const auto field = fields.find("namespace/" + name + "/" + setting);
        field != fields.end()) {
        return field->second;
    }
    return value(std::string(kNamespace) + name + "/" + setting);
}

std::string DovecotPicture::plugin_file() const {
    const auto directory = value("mail_plugin_dir");
    return (directory.empty() ? "/usr/lib/dovecot/modules" : directory) +
           "/lib20_vorrang_plugin.so";
}

} // namespace vorrang::admin::setup
