#include "core/api/agent-reply.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace vorrang::api {

namespace json = boost::json;

namespace {

/// An array of numbers as PostgreSQL writes it: {4815,4816}.
std::string array_text(const std::vector<std::int64_t>& numbers) {
    return fmt::format("{{{}}}", fmt::join(numbers, ","));
}

Result<ReplyOutcome> parse_outcome(std::string_view word) {
    if (word == "reply") {
        return ReplyOutcome::reply;
    }
    if (word == "note") {
        return ReplyOutcome::note;
    }
    if (word == "copy") {
        return ReplyOutcome::copy;
    }
    if (word == "duplicate") {
        return ReplyOutcome::duplicate;
    }
    if (word == "refused") {
        return ReplyOutcome::refused;
    }
    return fail(ErrorCode::internal,
                fmt::format("the database answered a reply with the unknown word \"{}\"", word),
                "program and schema are of different versions: run `vorrang db upgrade`");
}

json::object
canned_json(const std::map<std::string, std::vector<std::pair<std::string, std::string>>>& canned) {
    json::object out;
    for (const auto& [name, places] : canned) {
        json::array list;
        for (const auto& [channel, language] : places) {
            list.push_back(json::object{{"channel", channel}, {"language", language}});
        }
        out[name] = std::move(list);
    }
    return out;
}

} // namespace

void add_lines(json::object& out,
               const std::vector<std::pair<std::string, std::string>>& lines,
               const BookedTime& time) {
    json::array array;
    for (const auto& [word, args] : lines) {
        array.push_back(json::object{{"word", word}, {"args", args}});
    }
    out["lines"] = std::move(array);
    out["time_minutes"] = time.minutes ? json::value(*time.minutes) : json::value(nullptr);
    out["time_start"] = time.start ? json::value(*time.start) : json::value(nullptr);
    out["time_comment"] = time.comment;
}

json::object to_json(const ReplyFacts& facts) {
    json::object out = to_json(facts.mail);
    out["note"] = facts.note;
    add_lines(out, facts.lines, facts.time);
    out["attached"] = json::array(facts.attached.begin(), facts.attached.end());
    out["quotes_cover"] = facts.quotes_cover;
    out["bare"] = facts.bare;
    out["text"] = facts.text;
    if (facts.log) {
        out["log"] = json::object{{"ticket", facts.log->ticket}, {"token", facts.log->token}};
    }
    if (facts.repeats) {
        out["repeats"] = *facts.repeats;
    }
    if (!facts.question.empty()) {
        out["question"] = facts.question;
    }
    if (!facts.canned.empty()) {
        out["canned"] = canned_json(facts.canned);
    }
    return out;
}

Result<std::optional<std::int64_t>> AgentReplies::ticket_of(const std::string& login,
                                                            const std::vector<std::int64_t>& tags) {
    const auto rows = connection_.exec("select vorrang_api.agent_ticket($1, $2)",
                                       pg::Params().text(login).text(array_text(tags)));
    if (!rows) {
        return pass_on(rows);
    }
    return rows->empty() ? std::nullopt : rows->opt_integer(0, 0);
}

Result<std::vector<StoredText>>
AgentReplies::texts(const json::object& facts, bool open, Instant now) {
    const auto rows =
        connection_.exec("select message, header, body from vorrang_api.agent_texts($1, $2, $3)",
                         pg::Params().json(facts).boolean(open).instant(now));
    if (!rows) {
        return pass_on(rows);
    }
    std::vector<StoredText> texts;
    texts.reserve(static_cast<std::size_t>(rows->size()));
    for (int row = 0; row < static_cast<int>(rows->size()); ++row) {
        texts.push_back({rows->integer(row, 0), rows->bytes(row, 1), rows->bytes(row, 2)});
    }
    return texts;
}

Result<ReplyStored> AgentReplies::store(const json::object& facts,
                                        std::string_view header,
                                        std::string_view body,
                                        Instant now) {
    const auto rows = connection_.exec(
        "select outcome, ticket, message, sentence from vorrang_api.agent_reply($1, $2, $3, $4)",
        pg::Params().json(facts).bytes(header).bytes(body).instant(now));
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return fail(ErrorCode::internal,
                    "the database gave no answer to agent_reply",
                    "program and schema are of different versions: run `vorrang db upgrade`");
    }
    const auto outcome = parse_outcome(rows->text(0, 0));
    if (!outcome) {
        return pass_on(outcome);
    }
    return ReplyStored{*outcome,
                       rows->opt_integer(0, 1).value_or(0),
                       rows->opt_integer(0, 2).value_or(0),
                       rows->opt_text(0, 3).value_or("")};
}

} // namespace vorrang::api
