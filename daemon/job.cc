#include "daemon/job.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace vorrang {

namespace json = boost::json;

std::string Job::text(std::string_view key) const {
    const auto* const value = object_.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::optional<std::string> Job::opt_text(std::string_view key) const {
    auto found = text(key);
    return found.empty() ? std::nullopt : std::optional(std::move(found));
}

std::int64_t Job::number(std::string_view key) const {
    const auto* const value = object_.if_contains(key);
    return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

bool Job::flag(std::string_view key, bool otherwise) const {
    const auto* const value = object_.if_contains(key);
    return value != nullptr && value->is_bool() ? value->get_bool() : otherwise;
}

std::vector<std::string> Job::texts(std::string_view key) const {
    std::vector<std::string> out;
    const auto* const value = object_.if_contains(key);
    if (value != nullptr && value->is_array()) {
        for (const auto& one : value->get_array()) {
            if (one.is_string()) {
                out.emplace_back(one.get_string());
            }
        }
    }
    return out;
}

std::vector<mail::Mailbox> Job::mailboxes(std::string_view key) const {
    std::vector<mail::Mailbox> out;
    for (const auto& entry : parts(key)) {
        out.push_back(mailbox(entry.text("address"), entry.text("name")));
    }
    return out;
}

std::vector<Job> Job::parts(std::string_view key) const {
    std::vector<Job> out;
    const auto* const value = object_.if_contains(key);
    if (value != nullptr && value->is_array()) {
        for (const auto& one : value->get_array()) {
            if (one.is_object()) {
                out.emplace_back(one.get_object());
            }
        }
    }
    return out;
}

Job Job::part(std::string_view key) const {
    static const json::object nothing;
    const auto* const value = object_.if_contains(key);
    return Job(value != nullptr && value->is_object() ? value->get_object() : nothing);
}

mail::Mailbox mailbox(const std::string& address, const std::string& name) {
    const auto at = address.rfind('@');
    if (at == std::string::npos) {
        return {name, address, {}};
    }
    return {name, address.substr(0, at), address.substr(at + 1)};
}

mail::ChannelIdentity channel_of(const Job& job) {
    const auto channel = job.part("channel");
    return {channel.text("name"), channel.text("address"), channel.text("zone")};
}

} // namespace vorrang
