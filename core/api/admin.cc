#include "core/api/admin.hh"

#include "core/api/number-search.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::api {
namespace {

/// A value that PostgreSQL itself refuses (a date that is none, a named constraint) is the admin's
/// input here, not our defect. The constraints' names are written to be read.
Error as_input_error(const pg::Connection& connection, Error error) {
    const auto& state = connection.last_sqlstate();
    if (error.code != ErrorCode::internal ||
        !(state.starts_with("22") || state.starts_with("23"))) {
        return error;
    }
    auto rule = connection.last_constraint();
    std::replace(rule.begin(), rule.end(), '_', ' ');
    if (!rule.empty()) {
        error.text = fmt::format("this would break the rule \"{}\"", rule);
    }
    error.code = ErrorCode::data;
    error.hint = "change the value and try again";
    return error;
}

/// The function of a noun's verb: work-type's set is vorrang_api.work_type_set.
std::string function_of(std::string_view noun, std::string_view verb) {
    auto name = fmt::format("vorrang_api.{}_{}", noun, verb);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

} // namespace

Result<boost::json::value> Admin::one(const std::string& sql, const pg::Params& params) {
    auto rows = connection_.exec(sql.c_str(), params);
    if (!rows) {
        return tl::unexpected(as_input_error(connection_, rows.error()));
    }
    if (rows->size() != 1 || rows->null(0, 0)) {
        return fail(ErrorCode::internal,
                    fmt::format("no answer from the database to: {}", sql),
                    "run `vorrang db upgrade`; if that does not help, report it");
    }
    return rows->json(0, 0);
}

Result<boost::json::value> Admin::set(std::string_view noun,
                                      std::string_view key,
                                      const boost::json::object& fields,
                                      Instant now) {
    return one(fmt::format("select {}($1, $2, $3)", function_of(noun, "set")),
               pg::Params{}.text(key).json(fields).instant(now));
}

Result<boost::json::value> Admin::remove(std::string_view noun,
                                         std::string_view key,
                                         const boost::json::object& fields,
                                         Instant now) {
    return act(noun, "remove", key, fields, now);
}

Result<boost::json::value> Admin::act(std::string_view noun,
                                      std::string_view verb,
                                      std::string_view key,
                                      const boost::json::object& fields,
                                      Instant now) {
    return one(fmt::format("select {}($1, $2, $3)", function_of(noun, verb)),
               pg::Params{}.text(key).json(fields).instant(now));
}

Result<boost::json::value>
Admin::time_add(std::string_view ticket, const boost::json::object& fields, Instant now) {
    return act("time", "add", ticket, fields, now);
}

Result<boost::json::value>
Admin::time_correct(std::string_view entry, const boost::json::object& fields, Instant now) {
    return act("time", "correct", entry, fields, now);
}

Result<boost::json::value> Admin::time_release(const boost::json::object& which, Instant now) {
    return one("select vorrang_api.time_release($1, $2)", pg::Params{}.json(which).instant(now));
}

Result<boost::json::value> Admin::bill_preview(const boost::json::object& which, Instant now) {
    return one("select vorrang_api.bill_preview($1, $2)", pg::Params{}.json(which).instant(now));
}

Result<boost::json::value> Admin::bill_run(const boost::json::object& which, Instant now) {
    return one("select vorrang_api.bill_run($1, $2)", pg::Params{}.json(which).instant(now));
}

Result<boost::json::value> Admin::bill_held(const boost::json::object& which, Instant now) {
    return one("select vorrang_api.bill_held($1, $2)", pg::Params{}.json(which).instant(now));
}

Result<boost::json::value>
Admin::bill_void(std::string_view number, const boost::json::object& fields, Instant now) {
    return act("bill", "void", number, fields, now);
}

Result<boost::json::value> Admin::report_effort(const boost::json::object& filter, Instant now) {
    return one("select vorrang_api.report_effort($1, $2)", pg::Params{}.json(filter).instant(now));
}

Result<boost::json::value> Admin::report_contingent(std::string_view key, Instant now) {
    return one("select vorrang_api.report_contingent($1, $2)", pg::Params{}.text(key).instant(now));
}

Result<boost::json::value> Admin::simulate(const boost::json::object& wanted, Instant now) {
    return one("select vorrang_api.simulate($1, $2)", pg::Params{}.json(wanted).instant(now));
}

Result<boost::json::value> Admin::bill_document(std::string_view number) {
    return one("select vorrang_api.bill_document($1)", pg::Params{}.text(number));
}

Result<boost::json::value>
Admin::channel_rename(std::string_view key, std::string_view other, Instant now) {
    return one("select vorrang_api.channel_rename($1, $2, $3)",
               pg::Params{}.text(key).text(other).instant(now));
}

Result<boost::json::value>
Admin::agent_absent(std::string_view key, const boost::json::object& fields, Instant now) {
    return act("agent", "absent", key, fields, now);
}

Result<boost::json::value>
Admin::list(std::string_view noun, const boost::json::object& filter, Instant now) {
    return one(fmt::format("select {}($1, $2)", function_of(noun, "list")),
               pg::Params{}.json(filter).instant(now));
}

Result<boost::json::value> Admin::show(std::string_view noun, std::string_view key, Instant now) {
    return one(fmt::format("select {}($1, $2)", function_of(noun, "show")),
               pg::Params{}.text(key).instant(now));
}

Result<boost::json::value> Admin::find_message_id(std::string_view message_id) {
    return one("select vorrang_api.ticket_find_message_id($1)", pg::Params{}.text(message_id));
}

Result<boost::json::value>
Admin::explain(const std::string& ticket, const std::optional<std::string>& agent, Instant now) {
    return one("select vorrang_api.explain($1, $2, $3)",
               pg::Params{}.text(ticket).opt_text(agent).instant(now));
}

Result<boost::json::value>
Admin::calendar_due(std::string_view key, Instant from, std::int64_t seconds) {
    return one("select vorrang_api.calendar_due($1, $2, $3)",
               pg::Params{}.text(key).instant(from).integer(seconds));
}

Result<boost::json::value> Admin::rule_try(const boost::json::object& facts, Instant now) {
    return one("select vorrang_api.rule_try($1, $2)", pg::Params{}.json(facts).instant(now));
}

Result<boost::json::value> Admin::report_now(const boost::json::object& filter, Instant now) {
    return one("select vorrang_api.report_now($1, $2)", pg::Params{}.json(filter).instant(now));
}

Result<boost::json::value>
Admin::export_tickets(std::int64_t after, int limit, std::string_view channel, Instant now) {
    return one("select vorrang_api.export_tickets($1, $2, $3, $4)",
               pg::Params{}.integer(after).integer(limit).text(channel).instant(now));
}

Result<boost::json::value> Admin::audit_verify(std::int64_t after_link, int limit, Instant now) {
    return one("select vorrang_api.audit_verify($1, $2, $3)",
               pg::Params{}.integer(after_link).integer(limit).instant(now));
}

Result<std::string> Admin::audit_chain(std::int64_t link) {
    const auto rows =
        connection_.exec("select vorrang_api.audit_chain($1)", pg::Params{}.integer(link));
    return rows ? Result<std::string>(rows->opt_text(0, 0).value_or("")) : pass_on(rows);
}

Result<boost::json::value> Admin::audit_export(std::int64_t after,
                                               int limit,
                                               std::optional<Instant> from,
                                               std::optional<Instant> until,
                                               Instant now) {
    pg::Params params;
    params.integer(after).integer(limit);
    from ? params.instant(*from) : params.null();
    until ? params.instant(*until) : params.null();
    return one("select vorrang_api.audit_export($1, $2, $3, $4, $5)", params.instant(now));
}

Result<boost::json::value> Admin::report_observe(const boost::json::object& filter, Instant now) {
    return one("select vorrang_api.report_observe($1, $2)", pg::Params{}.json(filter).instant(now));
}

Result<mail::NumberSearch> Admin::number_search() {
    const auto call = api::number_search();
    const auto rows = connection_.exec(call.sql, call.params);
    return rows ? read(call, *rows) : pass_on(rows);
}

Result<boost::json::value> Admin::pattern_try(const boost::json::array& numbers, Instant now) {
    return one("select vorrang_api.pattern_try($1, $2)",
               pg::Params{}.json(boost::json::value(numbers)).instant(now));
}

Result<void> Admin::message_raw(std::int64_t message,
                                const std::function<void(std::string_view)>& sink) {
    const bool binary = true;
    auto rows = connection_.exec("select part, n, data from vorrang_api.message_raw($1)",
                                 pg::Params{}.integer(message),
                                 binary);
    if (!rows) {
        return pass_on(rows);
    }
    const int part = rows->column("part");
    const int data = rows->column("data");
    bool in_body = false; // the empty line between header and body is stored with neither
    for (int row = 0; row < rows->size(); ++row) {
        if (!in_body && rows->integer(row, part) == 1) {
            sink("\r\n");
            in_body = true;
        }
        sink(rows->bytes(row, data));
    }
    if (!in_body) {
        sink("\r\n");
    }
    return {};
}

Result<boost::json::value>
Admin::import_rows(std::string_view kind, const boost::json::array& rows, Instant now) {
    return one(fmt::format("select vorrang_api.import_{}($1, $2)", kind),
               pg::Params{}.json(boost::json::value(rows)).instant(now));
}

Result<std::int64_t> Admin::import_rank(Instant now) {
    auto rows = connection_.exec("select vorrang_api.import_rank($1)", pg::Params{}.instant(now));
    return rows ? Result<std::int64_t>(rows->integer(0, 0)) : pass_on(rows);
}

Result<int> Admin::schema_version() {
    auto rows = connection_.exec("select vorrang_api.schema_version()");
    if (!rows) {
        return pass_on(rows);
    }
    return static_cast<int>(rows->integer(0, 0));
}

} // namespace vorrang::api
