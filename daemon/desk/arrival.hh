#pragma once

#include "core/mail/raw-mail.hh"
#include "daemon/desk/desk.hh"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace vorrang::desk {

/// At most so many mails from elsewhere become tickets by one command: each is held until all are.
inline constexpr std::size_t dragged_limit = 50;

/// A mail that comes into our folder by APPEND, COPY or MOVE from elsewhere.
struct ArrivedMail {
    boost::json::object own; ///< what it says of itself (own_row)
    /// Its bytes, unless it says that it is a ticket's row: then they are ours already.
    std::optional<Result<mail::RawMail>> raw{};
};

/// Begins a mail with what was read of it so far; `whole`: nothing follows. Fails (refused) where
/// the header does not end in it.
[[nodiscard]] Result<mail::RawMail> begin_mail(std::string_view head, bool whole);

/// APPEND: rows that come back are moved, other mails become tickets; all or nothing.
awaitable<void> append(Exchange exchange, std::vector<ArrivedMail> mails);

} // namespace vorrang::desk
