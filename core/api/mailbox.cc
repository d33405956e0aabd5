#include "core/api/mailbox.hh"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>

namespace vorrang::api {

namespace {

namespace json = boost::json;

std::string bigint_array(std::span<const std::int64_t> numbers) {
    std::string out = "{";
    for (const auto number : numbers) {
        out += out.size() > 1 ? "," : "";
        out += std::to_string(number);
    }
    return out + "}";
}

pg::Params agent_and(std::int64_t agent, std::string_view folder) {
    return std::move(pg::Params{}.integer(agent).text(folder));
}

const json::value& member(const json::object& state, std::string_view key) {
    const auto* const found = state.if_contains(key);
    if (found == nullptr) {
        throw std::logic_error("the folder's state has no " + std::string(key));
    }
    return *found;
}

std::string text_member(const json::object& state, std::string_view key) {
    const auto& value = member(state, key);
    return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::int64_t number_member(const json::object& state, std::string_view key) {
    const auto& value = member(state, key);
    if (!value.is_int64()) {
        throw std::logic_error("the folder's state has no number " + std::string(key));
    }
    return value.get_int64();
}

DeskState read_state(const json::value& value) {
    if (!value.is_object()) {
        throw std::logic_error("the folder's state is no object");
    }
    const auto& state = value.get_object();
    return {number_member(state, "folder"),
            {text_member(state, "name"),
             text_member(state, "id"),
             text_member(state, "special_use"),
             text_member(state, "access")},
            number_member(state, "uidvalidity"),
            number_member(state, "uidnext"),
            number_member(state, "highestmodseq"),
            text_member(state, "mode")};
}

DeskOpenLine read_open_line(const pg::Rows& rows) {
    DeskOpenLine line;
    line.kind = rows.text(0, 0).front();
    if (line.kind == 'S') {
        line.state = read_state(rows.json(0, 7));
        return line;
    }
    line.uid = rows.integer(0, 1);
    if (line.kind == 'R') {
        line.modseq = rows.integer(0, 2);
        line.date = rows.integer(0, 3);
        line.size = rows.integer(0, 4);
        line.saved = rows.integer(0, 5);
        line.flags = rows.text(0, 6);
    }
    return line;
}

DeskHeader read_header(const pg::Rows& rows) {
    return {rows.integer(0, 0),
            std::string(rows.text(0, 1)),
            std::string(rows.text(0, 2)),
            std::string(rows.text(0, 3)),
            rows.text(0, 4) == "conversation",
            rows.null(0, 5) ? std::string() : rows.bytes(0, 5)};
}

DeskTarget read_target(const pg::Rows& rows) {
    DeskTarget target;
    for (int i = 0; i < rows.size(); ++i) {
        target.uidvalidity = rows.integer(i, 0);
        if (const auto uid = rows.opt_integer(i, 1)) {
            target.uids.push_back(*uid);
        }
    }
    return target;
}

int first_integer(const pg::Rows& rows) {
    return static_cast<int>(rows.integer(0, 0));
}

DeskFolder folder_in(const pg::Rows& rows, int row) {
    return {std::string(rows.text(row, 0)),
            std::string(rows.text(row, 1)),
            rows.opt_text(row, 2).value_or(""),
            std::string(rows.text(row, 3))};
}

DeskCounts counts_in(const pg::Rows& rows, int row) {
    const auto ending = rows.opt_integer(row, 9);
    return {{ending.value_or(0),
             folder_in(rows, row),
             rows.integer(row, 4),
             rows.integer(row, 5),
             rows.integer(row, 6)},
            rows.integer(row, 7),
            rows.integer(row, 8),
            ending.has_value()};
}

DeskHighest highest_in(const pg::Rows& rows, int row) {
    return {rows.integer(row, 0), rows.opt_integer(row, 1).value_or(0)};
}

/// What `read(rows, row)` makes of each row.
template <typename Read> auto each_row(const pg::Rows& rows, Read read) {
    std::vector<decltype(read(rows, 0))> out;
    out.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) {
        out.push_back(read(rows, i));
    }
    return out;
}

} // namespace

Call<std::optional<DeskAgent>> desk_login(std::string_view login, Instant now) {
    return {"select agent, key from vorrang_api.desk_login($1, $2)",
            std::move(pg::Params{}.text(login).instant(now)),
            [](const pg::Rows& rows) {
                return rows.empty() ? std::nullopt
                                    : std::optional(DeskAgent{rows.integer(0, 0),
                                                              std::string(rows.text(0, 1))});
            }};
}

Call<std::vector<DeskFolder>> desk_list(std::int64_t agent, Instant now) {
    return {"select name, id, special_use, access, subscribed from vorrang_api.desk_list($1, $2)",
            std::move(pg::Params{}.integer(agent).instant(now)),
            [](const pg::Rows& rows) {
                std::vector<DeskFolder> out;
                out.reserve(static_cast<std::size_t>(rows.size()));
                for (int i = 0; i < rows.size(); ++i) {
                    out.push_back(folder_in(rows, i));
                    out.back().subscribed = rows.boolean(i, 4);
                }
                return out;
            }};
}

Call<DeskFolder> desk_find(std::int64_t agent, std::string_view folder, Instant now) {
    return {"select name, id, special_use, access from vorrang_api.desk_find($1, $2, $3)",
            std::move(pg::Params{}.integer(agent).text(folder).instant(now)),
            [](const pg::Rows& rows) { return folder_in(rows, 0); }};
}

Call<std::int64_t> desk_watch(std::int64_t agent, std::string_view folder, Instant now) {
    return {"select vorrang_api.desk_watch($1, $2, $3)",
            std::move(pg::Params{}.integer(agent).text(folder).instant(now)),
            [](const pg::Rows& rows) { return rows.integer(0, 0); }};
}

Call<DeskCounts> desk_status(std::int64_t agent, std::string_view folder, Instant now) {
    return {
        "select state, messages, unseen from vorrang_api.desk_status($1, $2, $3)",
        std::move(agent_and(agent, folder).instant(now)),
        [](const pg::Rows& rows) {
            return DeskCounts{read_state(rows.json(0, 0)), rows.integer(0, 1), rows.integer(0, 2)};
        }};
}

Call<std::vector<DeskCounts>> desk_statuses(std::int64_t agent, Instant now) {
    return {"select name, id, special_use, access, uidvalidity, uidnext, highestmodseq, messages, "
            "unseen, ending from vorrang_api.desk_statuses($1, $2)",
            std::move(pg::Params{}.integer(agent).instant(now)),
            [](const pg::Rows& rows) { return each_row(rows, counts_in); }};
}

Call<DeskOpenLine> desk_open(std::int64_t agent,
                             std::string_view folder,
                             std::int64_t uidvalidity,
                             std::int64_t since,
                             Instant now) {
    return {"select kind, uid, modseq, date, size, saved, flags, state "
            "from vorrang_api.desk_open($1, $2, $3, $4, $5)",
            std::move(agent_and(agent, folder).integer(uidvalidity).integer(since).instant(now)),
            read_open_line};
}

Call<Done> desk_keep_open(std::span<const std::int64_t> folders, Instant now) {
    return {"select vorrang_api.desk_keep_open($1, $2)",
            std::move(pg::Params{}.text(bigint_array(folders)).instant(now)),
            done};
}

Call<std::vector<DeskHighest>>
desk_highest(std::int64_t folder, std::span<const std::int64_t> agents, Instant now) {
    return {"select agent, highestmodseq from vorrang_api.desk_highest($1, $2, $3)",
            std::move(pg::Params{}.integer(folder).text(bigint_array(agents)).instant(now)),
            [](const pg::Rows& rows) { return each_row(rows, highest_in); }};
}

Call<Done> desk_manage(std::int64_t agent,
                       std::string_view what,
                       std::string_view folder,
                       std::string_view new_name,
                       Instant now) {
    return {
        "select vorrang_api.desk_manage($1, $2, $3, $4, $5)",
        std::move(pg::Params{}.integer(agent).text(what).text(folder).text(new_name).instant(now)),
        done};
}

Call<int> desk_project(int limit, Instant now) {
    return {"select taken from vorrang_api.desk_project($1, $2)",
            std::move(pg::Params{}.integer(limit).instant(now)),
            first_integer};
}

Call<int> desk_tidy(Instant now) {
    return {
        "select vorrang_api.desk_tidy($1)", std::move(pg::Params{}.instant(now)), first_integer};
}

Call<DeskHeader> desk_headers(std::int64_t agent,
                              std::string_view folder,
                              std::span<const std::int64_t> uids,
                              Instant now) {
    return {"select uid, added, prefix, fallback_message_id, view, header "
            "from vorrang_api.desk_headers($1, $2, $3, $4)",
            std::move(agent_and(agent, folder).text(bigint_array(uids)).instant(now)),
            read_header,
            true};
}

Call<std::optional<DeskBody>>
desk_body(std::int64_t agent, std::string_view folder, std::int64_t uid, Instant now) {
    return {"select uid, added, prefix, fallback_message_id, view, header, source, size, "
            "body_size::bigint from vorrang_api.desk_body($1, $2, $3, $4)",
            std::move(agent_and(agent, folder).integer(uid).instant(now)),
            [](const pg::Rows& rows) {
                return rows.empty() ? std::nullopt
                                    : std::optional(DeskBody{read_header(rows),
                                                             std::string(rows.text(0, 6)),
                                                             rows.integer(0, 7),
                                                             rows.opt_integer(0, 8).value_or(0)});
            },
            true};
}

Call<std::vector<std::string>>
desk_body_chunks(std::int64_t agent, std::string_view source, int from, int count, Instant now) {
    return {"select data from vorrang_api.desk_body_chunks($1, $2, $3, $4, $5)",
            std::move(
                pg::Params{}.integer(agent).text(source).integer(from).integer(count).instant(now)),
            [](const pg::Rows& rows) {
                std::vector<std::string> out;
                out.reserve(static_cast<std::size_t>(rows.size()));
                for (int i = 0; i < rows.size(); ++i) {
                    out.push_back(rows.null(i, 0) ? std::string() : rows.bytes(i, 0));
                }
                return out;
            },
            true};
}

Call<Done>
desk_flags(std::int64_t agent, std::string_view folder, const json::array& changes, Instant now) {
    return {"select vorrang_api.desk_flags($1, $2, $3, $4)",
            std::move(agent_and(agent, folder).json(json::value(changes)).instant(now)),
            done};
}

Call<Done> desk_expunge(std::int64_t agent,
                        std::string_view folder,
                        std::span<const std::int64_t> uids,
                        Instant now) {
    return {"select vorrang_api.desk_expunge($1, $2, $3, $4)",
            std::move(agent_and(agent, folder).text(bigint_array(uids)).instant(now)),
            done};
}

Call<DeskTarget> desk_act(std::int64_t agent,
                          std::string_view how,
                          std::string_view source,
                          std::span<const std::int64_t> uids,
                          std::string_view target,
                          Instant now) {
    return {"select uidvalidity, uid from vorrang_api.desk_act($1, $2, $3, $4, $5, $6)",
            std::move(pg::Params{}
                          .integer(agent)
                          .text(how)
                          .text(source)
                          .text(bigint_array(uids))
                          .text(target)
                          .instant(now)),
            read_target};
}

Call<std::int64_t> next_ticket_number() {
    return {"select vorrang_api.next_ticket_number()", pg::Params{}, [](const pg::Rows& rows) {
                return rows.integer(0, 0);
            }};
}

Call<DeskTaken> desk_take(std::int64_t agent,
                          std::string_view target,
                          const json::object& facts,
                          std::int64_t number,
                          std::string_view header,
                          std::string_view body,
                          Instant now) {
    return {"select is_new, ticket, message, known_id "
            "from vorrang_api.desk_take($1, $2, $3, $4, $5, $6, $7)",
            std::move(pg::Params{}
                          .integer(agent)
                          .text(target)
                          .json(facts)
                          .integer(number)
                          .bytes(header)
                          .bytes(body)
                          .instant(now)),
            [](const pg::Rows& rows) {
                return DeskTaken{rows.boolean(0, 0),
                                 rows.integer(0, 1),
                                 rows.integer(0, 2),
                                 rows.opt_text(0, 3).value_or("")};
            }};
}

Call<DeskTarget> desk_append(std::int64_t agent,
                             std::string_view how,
                             std::string_view target,
                             const json::array& mails,
                             Instant now) {
    return {"select uidvalidity, uid from vorrang_api.desk_append($1, $2, $3, $4, $5)",
            std::move(pg::Params{}
                          .integer(agent)
                          .text(how)
                          .text(target)
                          .json(json::value(mails))
                          .instant(now)),
            read_target};
}

Call<Done> desk_leave(std::int64_t agent,
                      std::string_view how,
                      std::string_view source,
                      std::string_view target,
                      std::string_view special_use,
                      Instant now) {
    return {"select vorrang_api.desk_leave($1, $2, $3, $4, $5, $6)",
            std::move(pg::Params{}
                          .integer(agent)
                          .text(how)
                          .text(source)
                          .text(target)
                          .text(special_use)
                          .instant(now)),
            done};
}

} // namespace vorrang::api
