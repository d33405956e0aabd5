#pragma once

#include "core/result.hh"

#include <string>
#include <string_view>

namespace vorrang {

/// Turns a mail's bytes into what may follow DATA (RFC 5321, 4.5.2): lines beginning with a dot get
/// a second one. Refuses NUL, a CR without LF and an LF without CR: what one server takes for a
/// line end and another does not is how a second mail is smuggled into a first.
class SmtpData {
  public:
    /// The next piece, ready to be sent; pieces may be cut anywhere.
    Result<std::string> feed(std::string_view piece);

    /// What ends the mail: a CRLF if its last line has none, and the final dot.
    Result<std::string> finish();

  private:
    enum class Position { line_start, in_line, after_cr };
    Position position_ = Position::line_start;
};

} // namespace vorrang
