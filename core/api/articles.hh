#pragma once

#include "core/api/call.hh"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::api {

/// A revision of an article that wants its mail.
struct Article {
    std::int64_t id = 0;
    std::int64_t number = 0;
    std::string title;
    std::optional<std::string> text;
    std::optional<std::int64_t> message; ///< whose writer's own words are the text
    std::string agent;                   ///< who published it; "": nobody any more
    Instant at;
};

/// Locks up to `limit` articles without their mail until the end of the transaction.
Call<std::vector<Article>> article_claim(int limit, Instant now);

/// The article's mail; it stands in its folder from now on.
Call<Done> article_written(std::int64_t id,
                           std::string_view text,
                           std::string_view header,
                           std::string_view body,
                           std::size_t shown_size,
                           Instant now);

/// Those that a ticket's cover sheet suggests: [{"number":17,"title":…,"topic":…}].
Call<boost::json::value> articles_for(std::int64_t ticket, bool team, Instant now);

} // namespace vorrang::api
