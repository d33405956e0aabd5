#pragma once

#include "core/api/intake.hh"
#include "core/result.hh"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vorrang::milter {

/// One reading of who the desk is: its domains, channels and agents. Never changes.
class Directory {
  public:
    explicit Directory(const api::DirectoryEntries& entries);

    /// Desk domains, in normal form: of the channels that take mail. An unknown address there is
    /// refused.
    [[nodiscard]] std::span<const std::string> domains() const { return domains_; }

    /// Domains of all channels: a ticket's own address may be in any of them.
    [[nodiscard]] std::span<const std::string> ticket_domains() const { return ticket_domains_; }

    /// Does any channel only look on?
    [[nodiscard]] bool observes() const { return observes_; }

    /// A domain of the house: of agents, or of channels of whatever kind.
    [[nodiscard]] bool is_house_domain(const std::string& domain) const;

    /// Domains whose From needs a login: the desk's and those the agents write from.
    [[nodiscard]] std::span<const std::string> own_domains() const { return own_domains_; }

    /// Names of header fields that rules ask for, lower-case.
    [[nodiscard]] std::span<const std::string> rule_headers() const { return rule_headers_; }

    /// What to look for in mails.
    [[nodiscard]] const mail::NumberSearch& numbers() const { return numbers_; }

    [[nodiscard]] bool is_desk_domain(std::string_view domain) const;

    /// By address in the form addresses are compared in; nullptr if there is none.
    [[nodiscard]] const api::ChannelEntry* channel(const std::string& address) const;

    /// By SASL login, in any letter case.
    [[nodiscard]] const api::AgentEntry* agent(std::string_view login) const;

    [[nodiscard]] std::size_t channels() const { return channels_.size(); }

    [[nodiscard]] std::size_t agents() const { return agents_.size(); }

  private:
    std::vector<std::string> domains_;
    std::vector<std::string> ticket_domains_;
    std::vector<std::string> own_domains_;
    std::vector<std::string> rule_headers_;
    mail::NumberSearch numbers_;
    std::unordered_map<std::string, api::ChannelEntry> channels_;
    std::unordered_map<std::string, api::AgentEntry> agents_;
    bool observes_ = false;
};

/// Where sessions get the directory from. Thread-safe.
class DirectorySource {
  public:
    DirectorySource() = default;
    DirectorySource(const DirectorySource&) = delete;
    DirectorySource& operator=(const DirectorySource&) = delete;
    DirectorySource(DirectorySource&&) = delete;
    DirectorySource& operator=(DirectorySource&&) = delete;
    virtual ~DirectorySource() = default;

    /// The last good reading; nullptr before the first.
    [[nodiscard]] virtual std::shared_ptr<const Directory> current() const = 0;

    /// Asks the database now. Fails when it is away; the last good reading stays.
    [[nodiscard]] virtual Result<std::shared_ptr<const Directory>> refresh() = 0;
};

} // namespace vorrang::milter
