#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vorrang {

/// One SMTP reply: `text` holds its lines without code, joined by LF.
struct SmtpReply {
    int code = 0;
    std::string text{};

    [[nodiscard]] bool positive() const { return code >= 200 && code < 400; }

    [[nodiscard]] bool temporary() const { return code >= 400 && code < 500; }

    /// As a person reads it: `550 5.1.1 no such user`.
    [[nodiscard]] std::string line() const;
};

/// Puts the lines of one reply together (RFC 5321, 4.2.1).
class SmtpReplyParser {
  public:
    enum class State { more, done, broken };

    /// Takes one line without its CRLF.
    State feed(std::string_view line);

    /// The reply of which feed() said `done`; the parser is empty again.
    SmtpReply take();

  private:
    SmtpReply reply_;
};

/// `4jXDY40j7Mz1dqTL` of Postfix's `2.0.0 Ok: queued as 4jXDY40j7Mz1dqTL`; empty when the server
/// says it otherwise.
std::string queue_id_of(std::string_view text);

/// The parameter of an extension in an EHLO reply: "" when it is offered without one.
std::optional<std::string> ehlo_extension(const SmtpReply& ehlo, std::string_view keyword);

} // namespace vorrang
