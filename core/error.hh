#pragma once

#include <string>

namespace vorrang {

/// What kind of failure it is: decides the SMTP reply class, the IMAP response code, the exit code.
enum class ErrorCode {
    usage,       ///< the caller asked in a wrong form (exit 64)
    data,        ///< the input cannot be right (exit 65)
    no_such,     ///< what is named does not exist, or may not be seen (exit 67)
    unavailable, ///< a part we need is away; the same call may work later (exit 69, SMTP 451)
    refused,     ///< a rule of the desk says no; the text says which (exit 65, SMTP 550, IMAP NO)
    conflict,    ///< somebody else changed it meanwhile; repeat the whole call
    internal,    ///< a defect of ours (exit 70)
};

/// An expected failure as a value. `text` says what happened, `hint` what the operator can do.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string text;
    std::string hint{};
};

} // namespace vorrang
