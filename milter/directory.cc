#include "milter/directory.hh"

#include "core/mail/address.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>

namespace vorrang::milter {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

void add_once(std::vector<std::string>& list, const std::string& word) {
    if (!contains(list, word)) {
        list.push_back(word);
    }
}

} // namespace

Directory::Directory(const api::DirectoryEntries& entries)
    : rule_headers_(entries.headers)
    , numbers_(entries.numbers) {
    for (const auto& domain : entries.domains) {
        domains_.push_back(mail::normal_domain(domain));
        add_once(own_domains_, domains_.back());
    }
    for (const auto& channel : entries.channels) {
        const auto mailbox = mail::parse_path(channel.address);
        channels_.emplace(mailbox ? mailbox->key() : channel.address, channel);
        if (mailbox) {
            add_once(ticket_domains_, mailbox->domain);
        }
        observes_ = observes_ || channel.intake == api::IntakeMode::observe;
    }
    for (const auto& agent : entries.agents) {
        agents_.emplace(mail::lower(agent.login), agent);
        if (const auto mailbox = mail::parse_path(agent.login)) {
            add_once(own_domains_, mailbox->domain);
        }
    }
}

bool Directory::is_desk_domain(std::string_view domain) const {
    return contains(domains_, domain);
}

bool Directory::is_house_domain(const std::string& domain) const {
    return contains(own_domains_, domain) || contains(ticket_domains_, domain);
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
