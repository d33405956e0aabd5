#pragma once

#include "daemon/desk/desk.hh"

/// Requests that change something: one SQL call each, so one transaction each.
namespace vorrang::desk {

awaitable<void> flags(Exchange exchange);
awaitable<void> expunge(Exchange exchange);
awaitable<void> act(Exchange exchange);
awaitable<void> leave(Exchange exchange);

} // namespace vorrang::desk
