#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// One address with its display name. `local` is as written (unquoted), `domain` is in normal form:
/// lower-case A-labels (xn--…). All three are valid UTF-8 without control characters.
struct Mailbox {
    std::string display;
    std::string local;
    std::string domain;

    /// `local@domain`, the local part as written (quoted if it must be); "" for the empty mailbox.
    [[nodiscard]] std::string address() const;
    /// The form in which addresses are compared and stored as keys: local part lower-case too.
    [[nodiscard]] std::string key() const;

    [[nodiscard]] bool empty() const { return local.empty() && domain.empty(); }
};

/// At most this many addresses of one field are looked at.
inline constexpr std::size_t address_limit = 100;

struct AddressList {
    std::vector<Mailbox> mailboxes; ///< members of groups included, in order
    bool over_cap = false;          ///< there were more, or it was too deep to be looked at
};

/// Mailboxes of a From/To/Cc value (raw, folded, encoded words and all). What is no address is left
/// out. Takes linear time whatever is in it.
[[nodiscard]] AddressList parse_address_list(std::string_view value);

/// A RCPT or MAIL argument: `<a@b>`, `a@b`, with a source route or not. `<>`, "" and what has no
/// domain give nothing.
[[nodiscard]] std::optional<Mailbox> parse_path(std::string_view argument);

/// Normal form of a domain: lower-case, A-labels, no final dot. What cannot be converted is only
/// lower-cased.
[[nodiscard]] std::string normal_domain(std::string_view domain);

struct DetailSplit {
    std::string_view base;
    std::optional<std::string_view> detail; ///< what follows the first delimiter, if there is one
};

/// `support+4815.abc` → `support`, `4815.abc`. Views into `local`.
[[nodiscard]] DetailSplit split_detail(std::string_view local, char delimiter = '+');

} // namespace vorrang::mail
