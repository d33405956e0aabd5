#pragma once

#include "daemon/desk/desk.hh"

/// Requests about folders: what there is, where it stands, what changed.
namespace vorrang::desk {

awaitable<void> list_folders(Exchange exchange);
awaitable<void> find(Exchange exchange);
awaitable<void> status(Exchange exchange);
awaitable<void> open_folder(Exchange exchange);
awaitable<void> close_folder(Exchange exchange);
awaitable<void> manage(Exchange exchange);
awaitable<void> watch(Exchange exchange);
awaitable<void> unwatch(Exchange exchange);

} // namespace vorrang::desk
