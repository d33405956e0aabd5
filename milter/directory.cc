#include "milter/directory.hh"

#include "core/mail/address.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>

namespace vorrang::milter {

Directory::Directory(const api::DirectoryEntries& entries)
    : rule_headers_(entries.headers)
    , numbers_(entries.numbers) {
    for (const auto& domain : entries.domains) {
        domains_.push_back(mail::normal_domain(domain));
        add_own_domain(domains_.back());
    }
    for (const auto& channel : entries.channels) {
        const auto mailbox = mail::parse_path(channel.address);
        channels_.emplace(mailbox ? mailbox->key() : channel.address, channel);
    }
    for (const auto& agent : entries.agents) {
        agents_.emplace(mail::lower(agent.login), agent);
        if (const auto mailbox = mail::parse_path(agent.login)) {
            add_own_domain(mailbox->domain);
        }
    }
}

void Directory::add_own_domain(const std::string& domain) {
    if (std::find(own_domains_.begin(), own_domains_.end(), domain) == own_domains_.end()) {
        own_domains_.push_back(domain);
    }
}

bool Directory::is_desk_domain(std::string_view domain) const {
    return std::find(domains_.begin(), domains_.end(), domain) != domains_.end();
}

const api::ChannelEntry* Directory::channel(const std::string& address) const {
    const auto found = channels_.find(address);
    return found == channels_.end() ? nullptr : &found->second;
}

const api::AgentEntry* Directory::agent(std::string_view login) const {
    const auto found = agents_.find(mail::lower(login));
    return found == agents_.end() ? nullptr : &found->second;
}

} // namespace vorrang::milter
