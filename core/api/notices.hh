#pragma once

#include "core/api/call.hh"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::api {

/// A notice that wants its text.
struct Notice {
    std::int64_t id = 0;
    std::string kind;        ///< collision, escalated, brief, …
    std::int64_t ticket = 0; ///< 0: about none
    boost::json::object job;
};

/// Locks up to `limit` notices without text until the end of the transaction.
Call<std::vector<Notice>> notice_claim(int limit, Instant now);

/// The notice's mail; it stands in the agent's INBOX from now on.
Call<Done> notice_written(std::int64_t id,
                          std::string_view header,
                          std::string_view body,
                          std::size_t shown_size,
                          Instant now);

} // namespace vorrang::api
