#pragma once

#include "core/api/call.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::api {

/// A cover sheet to be written.
struct CoverJob {
    std::int64_t ticket = 0;
    bool team = false;                      ///< for the members of its channel
    boost::json::object job;                ///< all that it says
    std::vector<std::int64_t> unread_files; ///< messages whose files are not known yet
};

/// The next sheet that is wanted, to be written in the same transaction. With a folder: only that
/// of this Tickets/n, which counts as used by this agent.
Call<std::optional<CoverJob>>
cover_job(std::optional<std::int64_t> agent, const std::optional<std::string>& folder, Instant now);

Call<Done> cover_written(const CoverJob& job,
                         std::string_view header,
                         std::string_view body,
                         std::size_t shown_size,
                         Instant now);

/// What a message holds: its files, [{"name":…,"size":…}], and its writer's own words, which are
/// valid UTF-8 without NUL.
Call<Done>
message_read(std::int64_t message, const boost::json::array& files, std::string_view own_words);

} // namespace vorrang::api
