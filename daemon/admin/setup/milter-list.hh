#pragma once

#include "core/config.hh"
#include "daemon/admin/setup/postfix-picture.hh"

#include <string>
#include <vector>

namespace vorrang::admin::setup {

/// One entry of smtpd_milters: a socket, perhaps in braces with options of its own.
struct MilterEntry {
    enum class Whose {
        other,
        ours,
        ours_outside ///< our socket's path, which the service cannot see from its jail
    };
    std::string text;           ///< as it stands in the list
    std::string socket;         ///< "unix:/run/x.sock", "inet:host:port"
    std::string default_action; ///< only if it has one of its own
    Whose whose = Whose::other;
};

/// The milters of one smtpd service, in their order.
[[nodiscard]] std::vector<MilterEntry>
milters_of(const PostfixPicture& postfix, const Config& config, const Service& service);

/// An entry of any milter list that runs outside a jail.
[[nodiscard]] MilterEntry
read_milter(const PostfixPicture& postfix, const Config& config, const std::string& text);

/// Our socket as Postfix writes it.
[[nodiscard]] std::string our_socket(const Config& config);

/// Whether an entry's name tells a verifier (OpenDMARC, OpenDKIM, rspamd, an SPF milter).
[[nodiscard]] bool looks_like_verifier(const MilterEntry& entry);

/// Whether an entry's name tells a DKIM signer.
[[nodiscard]] bool looks_like_signer(const MilterEntry& entry);

} // namespace vorrang::admin::setup
