#pragma once

#include "core/error.hh"

#include <libpq-fe.h>

#include <string_view>

namespace vorrang::pg {

/// The only place where a SQLSTATE becomes an ErrorCode. Our functions raise VR001 … VR005; what
/// says that the server cannot serve now (away, full, shutting down, read-only, too slow) is
/// unavailable; what a repetition of the whole call may cure is a conflict; the rest is a defect.
[[nodiscard]] ErrorCode code_of(std::string_view sqlstate);

/// The error of a failed statement. VRxxx texts are written for people and pass as they are; their
/// HINT (else DETAIL) becomes the hint.
[[nodiscard]] Error to_error(const PGresult* result);

/// The error of a connection that could not be made or was lost.
[[nodiscard]] Error connection_error(const PGconn* connection, std::string_view doing);

/// True if the session is of no use after this SQLSTATE, though the socket may still be open.
[[nodiscard]] bool ends_session(std::string_view sqlstate);

} // namespace vorrang::pg
