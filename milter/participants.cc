#include "milter/participants.hh"

#include "core/mail/address.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>
#include <charconv>

namespace vorrang::milter {
namespace {

/// Undoes `+HH` (RFC 3461 section 4); what is not written so stays.
std::string from_xtext(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned value = 0;
        const auto hex = text.substr(at + 1 < text.size() ? at + 1 : at, 2);
        if (text[at] == '+' && hex.size() == 2 &&
            std::from_chars(hex.data(), hex.data() + 2, value, 16).ptr == hex.data() + 2) {
            out += static_cast<char>(value);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

class OwnAddresses {
  public:
    OwnAddresses(const Envelope& envelope, const Directory& directory, const Settings& settings)
        : envelope_(envelope)
        , directory_(directory)
        , settings_(settings) {}

    [[nodiscard]] bool has(const std::string& address) const {
        const auto named = match_recipient(directory_, settings_.aliases, address);
        return named.is_ours() || named.kind == RecipientKind::alias || was_before(address);
    }

  private:
    /// One of our recipients stood under this address when the sender wrote it.
    [[nodiscard]] bool was_before(const std::string& address) const {
        const auto& all = envelope_.recipients;
        return std::any_of(all.begin(), all.end(), [&](const Recipient& one) {
            return one.is_ours() && one.original == address;
        });
    }

    const Envelope& envelope_;
    const Directory& directory_;
    const Settings& settings_;
};

} // namespace

std::string original_recipient(std::string_view parameter) {
    constexpr std::string_view name = "orcpt=rfc822;";
    if (mail::lower(parameter.substr(0, name.size())) != name) {
        return "";
    }
    const auto mailbox = mail::parse_path(from_xtext(parameter.substr(name.size())));
    return mailbox ? mailbox->key() : "";
}

void settle_participants(const Envelope& envelope,
                         const mail::Message& message,
                         const Directory& directory,
                         const Settings& settings,
                         api::IntakeFacts& facts) {
    const OwnAddresses own(envelope, directory, settings);
    auto& people = facts.participants;
    people.erase(std::remove_if(people.begin(),
                                people.end(),
                                [&](const auto& one) { return own.has(one.address); }),
                 people.end());
    const auto names_us = [&](const std::vector<mail::Mailbox>& field) {
        return std::any_of(
            field.begin(), field.end(), [&](const auto& one) { return own.has(one.key()); });
    };
    // An agent's mail may be a ticket's by its subject alone: then its To is who shall have it.
    if (!envelope.agent && !names_us(message.to) && !names_us(message.cc)) {
        people.clear();
    }
}

} // namespace vorrang::milter
