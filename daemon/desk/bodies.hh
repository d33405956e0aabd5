#pragma once

#include "core/api/mailbox.hh"
#include "daemon/desk/desk.hh"

#include <string>

/// Requests for what a row shows.
namespace vorrang::desk {

/// The header as IMAP shows it, with its empty line.
std::string shown(const api::DeskHeader& header);

awaitable<void> headers(Exchange exchange);
awaitable<void> body(Exchange exchange);

} // namespace vorrang::desk
