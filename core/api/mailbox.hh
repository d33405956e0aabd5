#pragma once

#include "core/api/call.hh"

#include <boost/json/array.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// The calls behind an IMAP session. An agent is named by his id in each; what he may see is looked
/// up again in each.
namespace vorrang::api {

struct DeskAgent {
    std::int64_t id = 0;
    std::string key;
};

/// A folder as an agent lists it.
struct DeskFolder {
    std::string name;
    std::string id;
    std::string special_use;
    std::string access;     ///< rw, ro
    bool subscribed = true; ///< as LIST knows it
};

/// Where a folder stands, for one agent.
struct DeskState {
    std::int64_t folder = 0; ///< internal: what notifications name
    DeskFolder shown{};
    std::int64_t uidvalidity = 0;
    std::int64_t uidnext = 0;
    std::int64_t highestmodseq = 0;
    std::string mode{}; ///< all, changes
};

struct DeskCounts {
    DeskState state;
    std::int64_t messages = 0;
    std::int64_t unseen = 0;
    bool ending = false; ///< wants desk_keep_open soon
};

/// One line of what OPEN answers: first the state, then rows, then vanished uids.
struct DeskOpenLine {
    char kind = 0; ///< S, R, G
    std::int64_t uid = 0;
    std::int64_t modseq = 0;
    std::int64_t date = 0;
    std::int64_t size = 0;
    std::int64_t saved = 0;
    std::string flags{};
    std::optional<DeskState> state{};
};

struct DeskHighest {
    std::int64_t agent = 0;
    std::int64_t highestmodseq = 0;
};

/// A stored header and what its row adds to it.
struct DeskHeader {
    std::int64_t uid = 0;
    std::string added;
    std::string prefix;
    std::string fallback_message_id;
    bool conversation = false;
    std::string stored;
};

struct DeskBody {
    DeskHeader header;
    std::string source;    ///< what desk_body_chunks is asked for
    std::int64_t size = 0; ///< of the row: header and body as shown
    std::int64_t body_size = 0;
};

/// What uids the rows of a move, copy or append got; empty where there is no such mapping.
struct DeskTarget {
    std::int64_t uidvalidity = 0;
    std::vector<std::int64_t> uids{};
};

Call<std::optional<DeskAgent>> desk_login(std::string_view login, Instant now);
Call<std::vector<DeskFolder>> desk_list(std::int64_t agent, Instant now);
Call<DeskFolder> desk_find(std::int64_t agent, std::string_view folder, Instant now);
/// The id of a folder that is looked at from now on.
Call<std::int64_t> desk_watch(std::int64_t agent, std::string_view folder, Instant now);
Call<DeskCounts> desk_status(std::int64_t agent, std::string_view folder, Instant now);
/// Of all that LIST shows and that is kept up to date.
Call<std::vector<DeskCounts>> desk_statuses(std::int64_t agent, Instant now);

/// Read row by row: each row is one line.
Call<DeskOpenLine> desk_open(std::int64_t agent,
                             std::string_view folder,
                             std::int64_t uidvalidity,
                             std::int64_t since,
                             Instant now);

Call<Done> desk_keep_open(std::span<const std::int64_t> folders, Instant now);
Call<std::vector<DeskHighest>>
desk_highest(std::int64_t folder, std::span<const std::int64_t> agents, Instant now);
Call<Done> desk_manage(std::int64_t agent,
                       std::string_view what,
                       std::string_view folder,
                       std::string_view new_name,
                       Instant now);

/// Carries out up to `limit` queued changes; how many it took.
Call<int> desk_project(int limit, Instant now);
Call<int> desk_tidy(Instant now);

/// Read row by row, in binary.
Call<DeskHeader> desk_headers(std::int64_t agent,
                              std::string_view folder,
                              std::span<const std::int64_t> uids,
                              Instant now);
Call<std::optional<DeskBody>>
desk_body(std::int64_t agent, std::string_view folder, std::int64_t uid, Instant now);
Call<std::vector<std::string>>
desk_body_chunks(std::int64_t agent, std::string_view source, int from, int count, Instant now);

/// `changes`: [{"op":"add","uids":[…],"flags":[…]},…], carried out in order.
Call<Done> desk_flags(std::int64_t agent,
                      std::string_view folder,
                      const boost::json::array& changes,
                      Instant now);
Call<Done> desk_expunge(std::int64_t agent,
                        std::string_view folder,
                        std::span<const std::int64_t> uids,
                        Instant now);
Call<DeskTarget> desk_act(std::int64_t agent,
                          std::string_view how,
                          std::string_view source,
                          std::span<const std::int64_t> uids,
                          std::string_view target,
                          Instant now);

/// What desk_take made of a mail from elsewhere.
struct DeskTaken {
    bool is_new = false; ///< it was not there: its further chunks are to be added
    std::int64_t ticket = 0;
    std::int64_t message = 0;
    std::string known_id{}; ///< by which desk_append is to be told of it; "": not at all
};

/// A free ticket number, in a transaction of its own.
Call<std::int64_t> next_ticket_number();

/// A mail dragged into a folder becomes a ticket of its sender, or is found to be there.
Call<DeskTaken> desk_take(std::int64_t agent,
                          std::string_view target,
                          const boost::json::object& facts,
                          std::int64_t number,
                          std::string_view header,
                          std::string_view body,
                          Instant now);
/// `mails`: [{"ticket":4815,"message_id":"<…>"},…], null where a mail says none.
Call<DeskTarget> desk_append(std::int64_t agent,
                             std::string_view how,
                             std::string_view target,
                             const boost::json::array& mails,
                             Instant now);
Call<Done> desk_leave(std::int64_t agent,
                      std::string_view how,
                      std::string_view source,
                      std::string_view target,
                      std::string_view special_use,
                      Instant now);

} // namespace vorrang::api
