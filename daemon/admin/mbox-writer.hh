#pragma once

#include "core/clock.hh"

#include <functional>
#include <string>
#include <string_view>

namespace vorrang::admin {

/// Writes mails in mboxrd form (RFC 4155's lines, and `>` before each line that begins with any
/// number of `>` and "From "): what every mail program imports. Bytes come in pieces that may be
/// cut anywhere; CR LF becomes LF, all else stays.
class MboxWriter {
  public:
    using Sink = std::function<void(std::string_view)>;

    explicit MboxWriter(Sink sink)
        : sink_(std::move(sink)) {}

    /// Begins a mail. `sender`: of the envelope, "" for none; `fields`: header lines of ours that
    /// stand before its own, each ended by LF.
    void begin(std::string_view sender, Instant at, std::string_view fields);
    void write(std::string_view piece);
    void end();

  private:
    void put(char c);
    void flush_held();

    Sink sink_;
    std::string held_; ///< the beginning of a line, as long as it may be one to be quoted
    std::string out_;
    bool at_line_start_ = true;
    bool cr_ = false;
};

} // namespace vorrang::admin
