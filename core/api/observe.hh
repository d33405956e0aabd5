#pragma once

#include "core/clock.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang::api {

/// Records what only passes by channels that observe, on one connection. Both calls say in a word
/// what became of the mail, as sql/functions/observe.sql describes it; a repetition is harmless.
class Observations {
  public:
    explicit Observations(pg::Connection& connection)
        : connection_(connection) {}

    /// A mail to observed channels: `facts` as for intake, `channels` the observed ones.
    [[nodiscard]] Result<std::string> mail(const boost::json::object& facts, Instant now);

    /// A mail of our own people: `facts` as for intake, and `to`, all its recipients.
    [[nodiscard]] Result<std::string> answer(const boost::json::object& facts, Instant now);

  private:
    [[nodiscard]] Result<std::string>
    call(const char* sql, const boost::json::object& facts, Instant now);

    pg::Connection& connection_;
};

} // namespace vorrang::api
