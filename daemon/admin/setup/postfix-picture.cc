#include "daemon/admin/setup/postfix-picture.hh"

#include <algorithm>
#include <cstdlib>

namespace vorrang::admin::setup {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Calls `take(name, value)` for each line `name = value`.
template <typename Take> void each_setting(std::string_view text, Take take) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (const auto equals = line.find(" ="); equals != std::string_view::npos) {
            take(trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 2)));
        }
    }
}

/// The next word of a line, taken off it.
std::string next_word(std::string_view& line) {
    line = trimmed(line);
    const auto end = std::min(line.find_first_of(kBlanks), line.size());
    std::string word(line.substr(0, end));
    line.remove_prefix(end);
    return word;
}

Service parse_service(std::string_view line) {
    Service service;
    service.line = std::string(trimmed(line));
    service.name = next_word(line);
    service.type = next_word(line);
    next_word(line); // private
    next_word(line); // unprivileged
    service.chroot = next_word(line);
    next_word(line); // wakeup
    next_word(line); // process limit
    service.command = next_word(line);
    return service;
}

/// `service/type/setting`: a service's name may hold slashes.
void add_option(std::vector<Service>& services, std::string_view path, std::string_view value) {
    const auto last = path.rfind('/');
    if (last == std::string_view::npos) {
        return;
    }
    const auto id = path.substr(0, last);
    const auto service = std::find_if(
        services.begin(), services.end(), [&](const Service& one) { return one.id() == id; });
    if (service != services.end()) {
        service->options[std::string(path.substr(last + 1))] = std::string(value);
    }
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "loopback-only" || host == "::1" || host == "[::1]" ||
           host.starts_with("127.") || host.starts_with("[127.");
}

} // namespace

std::string PostfixPicture::main_value(std::string_view name) const {
    const auto found = main.find(std::string(name));
    return found == main.end() ? "" : found->second;
}

std::string PostfixPicture::value(const Service& service, std::string_view name) const {
    const auto own = service.options.find(std::string(name));
    return own == service.options.end() ? main_value(name) : own->second;
}

std::vector<const Service*> PostfixPicture::smtpds() const {
    std::vector<const Service*> found;
    for (const auto& service : services) {
        if (service.command == "smtpd") {
            found.push_back(&service);
        }
    }
    return found;
}

std::vector<const Service*>
PostfixPicture::smtpds_named(const std::vector<std::string>& daemon_names) const {
    auto found = smtpds();
    std::erase_if(found, [&](const Service* service) {
        return !contains(daemon_names, value(*service, "milter_macro_daemon_name"));
    });
    return found;
}

bool PostfixPicture::on_loopback(const Service& service) const {
    if (service.type != "inet") {
        return service.type == "unix"; // a `pass` service stands behind postscreen
    }
    if (const auto colon = service.name.rfind(':'); colon != std::string::npos && colon > 0) {
        return is_loopback(std::string_view(service.name).substr(0, colon));
    }
    const auto interfaces = split_list(main_value("inet_interfaces"));
    return !interfaces.empty() && std::all_of(interfaces.begin(), interfaces.end(), is_loopback);
}

bool PostfixPicture::in_jail(const Service& service) const {
    // postconf(5), compatibility_level: from 1 on the default is `n`.
    const bool by_default = std::atoi(main_value("compatibility_level").c_str()) < 1;
    return service.chroot == "-" ? by_default : service.chroot == "y";
}

PostfixPicture parse_postfix(std::string directory,
                             std::string_view main_cf,
                             std::string_view master_cf,
                             std::string_view options) {
    PostfixPicture picture;
    picture.directory = std::move(directory);
    each_setting(main_cf, [&](std::string_view name, std::string_view value) {
        picture.main[std::string(name)] = std::string(value);
    });
    while (!master_cf.empty()) {
        const auto end = std::min(master_cf.find('\n'), master_cf.size());
        if (auto service = parse_service(master_cf.substr(0, end)); !service.command.empty()) {
            picture.services.push_back(std::move(service));
        }
        master_cf.remove_prefix(std::min(end + 1, master_cf.size()));
    }
    each_setting(options, [&](std::string_view path, std::string_view value) {
        add_option(picture.services, path, value);
    });
    return picture;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    int depth = 0;
    for (const char c : text) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        const bool parts = depth <= 0 && (c == ',' || kBlanks.find(c) != std::string_view::npos);
        if (!parts) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

std::string join_list(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words) {
        list += (list.empty() ? "" : ",") + word;
    }
    return list;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string port_of(std::string_view name) {
    return std::string(name.substr(name.rfind(':') + 1)); // npos + 1 is 0: all of it
}

} // namespace vorrang::admin::setup
