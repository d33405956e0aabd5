#pragma once

#include "core/api/call.hh"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vorrang::api {

/// A row of the outbox claimed for us: `attempt` fences all that follows.
struct OutboxRow {
    std::int64_t id = 0;
    int attempt = 0;
    std::string kind;
    std::int64_t ticket = 0;
    std::optional<std::int64_t> message; ///< set: composed already, to be sent as stored
    boost::json::object job;             ///< what composing needs
};

struct StoredPiece {
    int part = 0; ///< 0 header, 1 body
    std::string data;
};

/// A message's bytes as they were stored.
struct StoredMail {
    std::string header{};
    std::string body{};
};

Call<std::vector<OutboxRow>>
outbox_claim(std::string_view worker, int limit, Instant now, int lease_seconds);

/// Stores the composed mail; its message id. `message`: message_id, from, subject, size,
/// shown_size.
Call<std::int64_t> outbox_composed(const OutboxRow& row,
                                   const boost::json::object& message,
                                   std::string_view header,
                                   std::string_view first_of_body,
                                   Instant now);

Call<Done> outbox_sent(const OutboxRow& row, std::string_view queue_id, Instant now);

/// `refused`: Postfix said no for now, so it does not have the mail; else it is in doubt.
Call<Done> outbox_retry(
    const OutboxRow& row, std::string_view error, Instant not_before, bool refused, Instant now);

Call<Done> outbox_failed(const OutboxRow& row, std::string_view error, Instant now);

Call<std::optional<Instant>> outbox_next_at(Instant now);

/// What this worker holds without knowing (`known`: what it is delivering) is due again: what it
/// held when it died, or a claim whose answer never came. How many rows.
Call<int>
outbox_adopt(std::string_view worker, const std::vector<std::int64_t>& known, Instant now);

/// What the milter accepted in this boot and whose 250 we never heard is sent. How many rows.
Call<int> outbox_settle(std::string_view boot_id, Instant now);

/// The stored bytes of a message, of its body no more than so many chunks of 256 KiB.
Call<std::vector<StoredPiece>> message_raw(std::int64_t message,
                                           std::optional<int> body_chunks = std::nullopt);

/// The pieces as one; each is let go as it is joined: a big mail should not be held twice.
[[nodiscard]] StoredMail whole_mail(std::vector<StoredPiece> pieces);

/// A further chunk of a stored mail, in the transaction that stores it.
Call<Done> message_add_chunk(std::int64_t message, int part, int n, std::string_view data);

} // namespace vorrang::api
