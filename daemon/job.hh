#pragma once

#include "core/mail/address.hh"
#include "core/mail/compose.hh"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang {

/// Reads what the database says of a mail to be made. A field that is absent, null or of another
/// type is empty. Refers to the object.
class Job {
  public:
    explicit Job(const boost::json::object& object)
        : object_(object) {}

    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::optional<std::string> opt_text(std::string_view key) const;
    [[nodiscard]] std::int64_t number(std::string_view key) const; ///< empty: 0
    [[nodiscard]] bool flag(std::string_view key, bool otherwise) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
    /// [{"address":…,"name":…},…]
    [[nodiscard]] std::vector<mail::Mailbox> mailboxes(std::string_view key) const;
    [[nodiscard]] Job part(std::string_view key) const;
    /// The objects of an array.
    [[nodiscard]] std::vector<Job> parts(std::string_view key) const;

  private:
    const boost::json::object& object_;
};

/// An address of the database with its display name.
[[nodiscard]] mail::Mailbox mailbox(const std::string& address, const std::string& name);

/// The channel that a job names.
[[nodiscard]] mail::ChannelIdentity channel_of(const Job& job);

} // namespace vorrang
