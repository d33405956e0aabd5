#pragma once

#include "core/mail/address.hh"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vorrang::mail {

/// One method of an Authentication-Results field: `dkim=pass header.d=heyer.example`.
struct AuthMethod {
    std::string method;                                          ///< lower-case, without a version
    std::string result;                                          ///< lower-case
    std::vector<std::pair<std::string, std::string>> properties; ///< ("header.d", "heyer.example")

    [[nodiscard]] std::string_view property(std::string_view name) const;
};

/// An Authentication-Results field (RFC 8601).
struct AuthResults {
    std::string authserv_id; ///< lower-case
    std::vector<AuthMethod> methods;
};

/// Parses a field's value, with comments, quoted strings and folding. Nothing for what is
/// malformed.
[[nodiscard]] std::optional<AuthResults> parse_auth_results(std::string_view value);

/// How far the From address of a mail may be believed.
enum class Trust {
    verified,   ///< DMARC passed, or SPF or DKIM passed for the From domain
    unverified, ///< a check failed, the verifier read another From, or the mail claims what cannot
                ///< be: no contract data
    unproven,   ///< checked, with neither result
    unchecked,  ///< nobody checked
};

/// "verified", "unverified", "unproven", "unchecked": the words of the SQL API.
[[nodiscard]] std::string_view to_text(Trust trust);

struct TrustFacts {
    bool behind_verifier = false;              ///< came by an smtpd named in verified_daemons
    std::span<const std::string> authserv_ids; ///< names of our own verifiers
    std::span<const std::string> own_domains;  ///< domains whose From needs a login
    std::span<const Mailbox> from;
    std::size_t from_count = 0;
    bool logged_in = false;
};

/// Looks at the topmost Authentication-Results of the stored header that one of our verifiers
/// wrote, and only if the mail came by a service behind it.
[[nodiscard]] Trust judge_trust(std::string_view header, const TrustFacts& facts);

/// True if a result for `domain` speaks for a From of `from_domain`: the same, or one below the
/// other (DMARC's relaxed mode, without a public suffix list: a parent needs two labels).
[[nodiscard]] bool aligned(std::string_view domain, std::string_view from_domain);

} // namespace vorrang::mail
