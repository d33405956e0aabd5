#pragma once

#include "milter/channel-match.hh"

#include <optional>
#include <string>
#include <vector>

namespace vorrang::milter {

/// Who speaks to the smtpd: known from connect and HELO on, the same for every mail of the session.
struct Peer {
    std::string daemon; ///< which smtpd service: {daemon_name}
    std::string host;   ///< our Postfix's own name: j
    std::string client; ///< its address, "" for a local program
    std::string helo;
};

/// What SMTP said about one mail before its content.
struct Envelope {
    std::string queue_id;
    std::string login; ///< SASL login, "" without
    /// The agent of that login, copied: the directory may change while the mail is under way.
    std::optional<api::AgentEntry> agent;
    std::string sender; ///< without <>, "" for the null sender
    std::vector<Recipient> recipients;

    [[nodiscard]] bool names_the_desk() const {
        for (const auto& recipient : recipients) {
            if (recipient.is_ours()) {
                return true;
            }
        }
        return false;
    }

    /// Addresses of the channels that only look on at this mail.
    [[nodiscard]] std::vector<std::string> observed() const {
        std::vector<std::string> channels;
        for (const auto& recipient : recipients) {
            if (!recipient.observed.empty()) {
                channels.push_back(recipient.observed);
            }
        }
        return channels;
    }

    [[nodiscard]] bool names_others() const {
        for (const auto& recipient : recipients) {
            if (!recipient.is_ours()) {
                return true;
            }
        }
        return false;
    }
};

} // namespace vorrang::milter
