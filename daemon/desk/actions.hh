#pragma once

#include "daemon/desk/desk.hh"

#include <boost/json/array.hpp>

/// Requests that change something: one SQL call each, so one transaction each.
namespace vorrang::desk {

awaitable<void> flags(Exchange exchange);
awaitable<void> expunge(Exchange exchange);
awaitable<void> act(Exchange exchange);
awaitable<void> leave(Exchange exchange);

/// `mails`: what each says of itself (own_row).
awaitable<void> append(Exchange exchange, boost::json::array mails);

} // namespace vorrang::desk
