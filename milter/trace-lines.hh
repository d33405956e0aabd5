#pragma once

#include "core/clock.hh"

#include <string>
#include <string_view>

namespace vorrang::milter {

/// What the two lines on top of a stored mail tell of its way to us.
struct Trace {
    std::string envelope_from; ///< without angle brackets; empty: the null sender
    std::string helo;          ///< as the client named itself
    std::string client;        ///< its address, "" when it was a local program
    std::string login;         ///< SASL login, "" without: decides the protocol word only
    std::string hostname;      ///< the name of this desk's host
    std::string queue_id;
    Instant at;
};

/// The lines that stand on top of a stored mail, without their final line end.
[[nodiscard]] std::string return_path_line(const Trace& trace);

/// A login and the address it came from are nobody's business: of a logged-in client it tells
/// neither name nor address.
[[nodiscard]] std::string received_line(const Trace& trace);

/// A date as RFC 5322 writes it, in UTC: `Sun, 22 Nov 2026 13:04:05 +0000`.
[[nodiscard]] std::string mail_date(Instant at);

} // namespace vorrang::milter
