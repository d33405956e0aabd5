#include "core/api/intake.hh"

#include "core/api/number-search.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <type_traits>

namespace vorrang::api {

namespace json = boost::json;

namespace {

template <typename T> json::array to_array(const std::vector<T>& values) {
    json::array out;
    out.reserve(values.size());
    for (const auto& value : values) {
        out.emplace_back(value);
    }
    return out;
}

json::value text_or_null(const std::optional<std::string>& text) {
    return text ? json::value(json::string(*text)) : json::value(nullptr);
}

json::value to_json(const std::optional<TokenFact>& token) {
    if (!token) {
        return nullptr;
    }
    return json::object{{"ticket", token->ticket}, {"token", token->token}};
}

json::array to_json(const std::vector<Participant>& participants) {
    json::array out;
    for (const auto& one : participants) {
        out.push_back(json::object{
            {"address", one.address}, {"name", one.name}, {"field", one.cc ? "cc" : "to"}});
    }
    return out;
}

json::array to_json(const std::vector<mail::FoundNumber>& numbers) {
    json::array out;
    for (const auto& one : numbers) {
        json::object number{{"number", one.number}, {"place", mail::to_text(one.place)}};
        if (!one.pattern.empty()) {
            number["pattern"] = one.pattern;
        }
        out.push_back(std::move(number));
    }
    return out;
}

json::value to_json(const std::optional<BounceFact>& bounce) {
    if (!bounce) {
        return nullptr;
    }
    json::array failed;
    for (const auto& one : bounce->failed) {
        failed.push_back(json::object{
            {"address", one.address}, {"status", one.status}, {"diagnostic", one.diagnostic}});
    }
    return json::object{{"message_id", text_or_null(bounce->message_id)},
                        {"failed", std::move(failed)}};
}

Result<IntakeOutcome> parse_outcome(std::string_view word) {
    if (word == "duplicate") {
        return IntakeOutcome::duplicate;
    }
    if (word == "append") {
        return IntakeOutcome::append;
    }
    if (word == "open") {
        return IntakeOutcome::open;
    }
    if (word == "need-number") {
        return IntakeOutcome::need_number;
    }
    if (word == "untaken") {
        return IntakeOutcome::untaken;
    }
    return fail(ErrorCode::internal,
                fmt::format("the database answered intake with the unknown word \"{}\"", word),
                "program and schema are of different versions: run `vorrang db upgrade`");
}

/// No row where there is always one: program and schema do not fit.
tl::unexpected<Error> no_answer(std::string_view call) {
    return fail(ErrorCode::internal,
                fmt::format("the database gave no answer to {}", call),
                "program and schema are of different versions: run `vorrang db upgrade`");
}

std::string text_of(const json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

IntakeMode intake_mode(std::string_view word) {
    if (word == "auto") {
        return IntakeMode::automatic;
    }
    if (word == "triage") {
        return IntakeMode::triage;
    }
    if (word == "off") {
        return IntakeMode::off;
    }
    if (word == "observe") {
        return IntakeMode::observe;
    }
    throw std::invalid_argument(fmt::format("there is no intake \"{}\"", word));
}

template <typename Entry> std::vector<Entry> entries(const json::object& root, const char* key) {
    std::vector<Entry> out;
    for (const auto& item : root.at(key).as_array()) {
        const auto& object = item.as_object();
        Entry entry;
        entry.id = object.at("id").as_int64();
        entry.key = text_of(object, "key");
        if constexpr (std::is_same_v<Entry, ChannelEntry>) {
            entry.address = text_of(object, "address");
            entry.internal = object.at("internal").as_bool();
            entry.intake = intake_mode(text_of(object, "intake"));
        } else {
            entry.login = text_of(object, "login");
            entry.name = text_of(object, "name");
        }
        out.push_back(std::move(entry));
    }
    return out;
}

DirectoryEntries parse_directory(const json::object& root) {
    DirectoryEntries out;
    for (const auto& domain : root.at("domains").as_array()) {
        out.domains.emplace_back(domain.as_string());
    }
    for (const auto& name : root.at("headers").as_array()) {
        out.headers.emplace_back(name.as_string());
    }
    out.channels = entries<ChannelEntry>(root, "channels");
    out.agents = entries<AgentEntry>(root, "agents");
    out.numbers = parse_number_search(root.at("numbers").as_object());
    return out;
}

} // namespace

json::object to_json(const IntakeFacts& facts) {
    json::object out;
    out["retry_key"] = facts.retry_key;
    out["retry_seconds"] = facts.retry_seconds;
    out["queue_id"] = facts.queue_id;
    out["daemon"] = facts.daemon;
    out["login"] = facts.login.empty() ? json::value(nullptr) : json::value(facts.login);
    out["envelope_from"] = facts.envelope_from;
    out["recipients"] = to_array(facts.recipients);
    out["channels"] = to_array(facts.channels);
    out["token"] = to_json(facts.token);
    out["tags"] = to_array(facts.tags);
    out["message_id"] = text_or_null(facts.message_id);
    out["fallback_message_id"] = facts.fallback_message_id;
    out["references"] = to_array(facts.references);
    out["from"] = facts.from;
    out["from_name"] = facts.from_name;
    out["from_count"] = facts.from_count;
    out["subject"] = facts.subject;
    out["subject_raw"] = facts.subject_raw;
    out["participants"] = to_json(facts.participants);
    if (!facts.reply_to.empty()) {
        out["reply_to"] = to_json(facts.reply_to);
    }
    out["client"] = facts.client;
    if (!facts.attempts.empty()) {
        out["attempts"] = to_array(facts.attempts);
    }
    if (facts.thanks) {
        out["thanks"] = true;
    }
    out["trust"] = facts.trust;
    out["machine"] = facts.machine;
    out["bounce"] = to_json(facts.bounce);
    json::object headers;
    for (const auto& [name, values] : facts.headers) {
        headers[name] = to_array(values);
    }
    out["headers"] = std::move(headers);
    out["numbers"] = to_json(facts.numbers);
    out["phones"] = to_json(facts.phones);
    out["size"] = facts.size;
    out["body_size"] = facts.body_size;
    out["shown_size"] = facts.shown_size;
    out["thread_size"] = facts.thread_size;
    out["new_token"] = facts.new_token;
    out["new_note_token"] = facts.new_note_token;
    return out;
}

Result<IntakeMatch> Intake::match(const json::object& facts, Instant now) {
    const auto rows =
        connection_.exec("select outcome, ticket from vorrang_api.intake_match($1, $2)",
                         pg::Params().json(facts).instant(now));
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return no_answer("intake_match");
    }
    const auto outcome = parse_outcome(rows->text(0, 0));
    if (!outcome) {
        return pass_on(outcome);
    }
    return IntakeMatch{*outcome, rows->opt_integer(0, 1)};
}

Result<std::int64_t> Intake::next_number() {
    // The setting holds until the end of this one-statement transaction, so for its commit.
    const auto rows = connection_.exec(
        "with s as materialized (select set_config('synchronous_commit', 'off', true)) "
        "select vorrang_api.next_ticket_number() from s");
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return no_answer("next_ticket_number");
    }
    return rows->integer(0, 0);
}

Result<IntakeStored> Intake::store(const json::object& facts,
                                   std::optional<std::int64_t> number,
                                   std::string_view header,
                                   std::string_view body,
                                   Instant now) {
    const auto rows = connection_.exec(
        "select outcome, ticket, message from vorrang_api.intake_store($1, $2, $3, $4, $5)",
        pg::Params().json(facts).opt_integer(number).bytes(header).bytes(body).instant(now));
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return no_answer("intake_store");
    }
    const auto outcome = parse_outcome(rows->text(0, 0));
    if (!outcome) {
        return pass_on(outcome);
    }
    return IntakeStored{
        *outcome, rows->opt_integer(0, 1).value_or(0), rows->opt_integer(0, 2).value_or(0)};
}

Result<void>
Intake::add_chunk(std::int64_t message, MailPart part, std::size_t n, std::string_view data) {
    const auto done = connection_.exec("select vorrang_api.message_add_chunk($1, $2, $3, $4)",
                                       pg::Params()
                                           .integer(message)
                                           .integer(static_cast<int>(part))
                                           .integer(static_cast<std::int64_t>(n))
                                           .bytes(data));
    return done ? Result<void>{} : pass_on(done);
}

Result<OutboxAnswer> Intake::accept_outgoing(std::int64_t id,
                                             int attempt,
                                             std::string_view queue_id,
                                             std::string_view boot_id,
                                             Instant now) {
    const auto rows = connection_.exec(
        "select vorrang_api.outbox_accept($1, $2, $3, $4, $5)",
        pg::Params().integer(id).integer(attempt).text(queue_id).text(boot_id).instant(now));
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return no_answer("outbox_accept");
    }
    const auto word = rows->text(0, 0);
    if (word == "accept") {
        return OutboxAnswer::accept;
    }
    return word == "discard" ? OutboxAnswer::discard : OutboxAnswer::unknown;
}

Result<DirectoryEntries> Intake::directory() {
    const auto rows = connection_.exec("select vorrang_api.milter_directory()");
    if (!rows) {
        return pass_on(rows);
    }
    try {
        return parse_directory(rows->json(0, 0).as_object());
    } catch (const std::exception& broken) {
        return fail(ErrorCode::internal,
                    fmt::format("the database's directory cannot be read: {}", broken.what()),
                    "program and schema are of different versions: run `vorrang db upgrade`");
    }
}

Result<void> Intake::listen_for_directory() {
    const auto done = connection_.exec("listen vorrang_directory");
    return done ? Result<void>{} : pass_on(done);
}

} // namespace vorrang::api
