#include "core/api/enquiry.hh"

#include "core/api/agent-reply.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace vorrang::api {

namespace json = boost::json;

namespace {

Result<EnquiryOutcome> parse_outcome(std::string_view word) {
    if (word == "open") {
        return EnquiryOutcome::open;
    }
    if (word == "append") {
        return EnquiryOutcome::append;
    }
    if (word == "duplicate") {
        return EnquiryOutcome::duplicate;
    }
    if (word == "need-number") {
        return EnquiryOutcome::need_number;
    }
    if (word == "refused") {
        return EnquiryOutcome::refused;
    }
    return fail(ErrorCode::internal,
                fmt::format("the database answered an enquiry with the unknown word \"{}\"", word),
                "program and schema are of different versions: run `vorrang db upgrade`");
}

} // namespace

json::object to_json(const EnquiryFacts& facts) {
    json::object out = to_json(facts.mail);
    out["customer"] = facts.customer.phone ? json::object{{"phone", *facts.customer.phone}}
                                           : json::object{{"address", facts.customer.address},
                                                          {"name", facts.customer.name}};
    out["source"] = facts.source;
    add_lines(out, facts.lines, facts.time);
    return out;
}

Result<EnquiryStored> Enquiries::open(const MailPieces& mail,
                                      std::optional<std::int64_t> number,
                                      const MailPieces* original,
                                      Instant now) {
    pg::Params params;
    params.json(mail.facts).opt_integer(number).bytes(mail.header).bytes(mail.body);
    if (original != nullptr) {
        params.json(original->facts).bytes(original->header).bytes(original->body);
    } else {
        params.null().null().null();
    }
    params.instant(now);
    const auto rows =
        connection_.exec("select outcome, ticket, message, original, original_is_new, "
                         "sentence "
                         "from vorrang_api.agent_enquiry($1, $2, $3, $4, $5, $6, $7, "
                         "$8)",
                         params);
    if (!rows) {
        return pass_on(rows);
    }
    if (rows->empty()) {
        return fail(ErrorCode::internal,
                    "the database gave no answer to agent_enquiry",
                    "program and schema are of different versions: run `vorrang db upgrade`");
    }
    const auto outcome = parse_outcome(rows->text(0, 0));
    if (!outcome) {
        return pass_on(outcome);
    }
    return EnquiryStored{*outcome,
                         rows->opt_integer(0, 1).value_or(0),
                         rows->opt_integer(0, 2).value_or(0),
                         rows->opt_integer(0, 3),
                         rows->boolean(0, 4),
                         rows->opt_text(0, 5).value_or("")};
}

} // namespace vorrang::api
