#pragma once

#include "core/clock.hh"
#include "core/mail/address.hh"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// Writes the header of a mail of ours. Whatever the values hold, each call writes one field:
/// line ends and control characters of outside text cannot get through any of them.
class HeaderWriter {
  public:
    /// Unstructured text in UTF-8: Subject.
    void text(std::string_view name, std::string_view utf8);

    /// A value that we made: ASCII, anything else in it is left out.
    void plain(std::string_view name, std::string_view value);

    /// One address to a line; nothing is written for an empty list.
    void addresses(std::string_view name, std::span<const Mailbox> mailboxes);

    /// Ids with their <>, one to a line; those that are none are left out, and an empty list writes
    /// nothing.
    void ids(std::string_view name, std::span<const std::string> ids);

    void date(std::string_view name, Instant instant);

    /// A whole field as it stands in a stored header, line ends made CRLF.
    void raw(std::string_view field);

    [[nodiscard]] const std::string& str() const { return out_; }

  private:
    std::string out_;
};

/// True if it can stand in an address field and an SMTP command: ASCII, no control characters.
[[nodiscard]] bool is_sendable(const Mailbox& mailbox);

/// `<a@b>`: printable ASCII without spaces and inner angle brackets.
[[nodiscard]] bool is_message_id(std::string_view id);

/// The References of an answer: `references`, then `message_id`, each once; of a long thread the
/// first and the newest.
[[nodiscard]] std::vector<std::string> answer_references(std::span<const std::string> references,
                                                         std::string_view message_id);

} // namespace vorrang::mail
