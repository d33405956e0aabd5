#include "daemon/admin/billing.hh"

#include "core/api/admin.hh"
#include "daemon/admin/nouns.hh"
#include "daemon/admin/output.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <array>
#include <functional>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Columns = std::string_view;

constexpr std::array kTimeColumns{Columns{"id"},
                                  Columns{"ticket"},
                                  Columns{"customer"},
                                  Columns{"from"},
                                  Columns{"minutes"},
                                  Columns{"agent"},
                                  Columns{"work_type"},
                                  Columns{"billable"},
                                  Columns{"contingent"},
                                  Columns{"state"},
                                  Columns{"bill"},
                                  Columns{"text"}};
constexpr std::array kBillColumns{Columns{"number"},
                                  Columns{"kind"},
                                  Columns{"customer"},
                                  Columns{"issued_on"},
                                  Columns{"minutes"},
                                  Columns{"net"},
                                  Columns{"tax"},
                                  Columns{"gross"},
                                  Columns{"currency"},
                                  Columns{"void_by"}};
constexpr std::array kLineColumns{Columns{"position"},
                                  Columns{"date"},
                                  Columns{"agent"},
                                  Columns{"ticket"},
                                  Columns{"work_type"},
                                  Columns{"minutes"},
                                  Columns{"billed"},
                                  Columns{"rate"},
                                  Columns{"surcharge"},
                                  Columns{"amount"},
                                  Columns{"source"},
                                  Columns{"text"}};
constexpr std::array kHeldColumns{Columns{"id"},
                                  Columns{"ticket"},
                                  Columns{"customer"},
                                  Columns{"minutes"},
                                  Columns{"state"},
                                  Columns{"why"}};

using Ask = std::function<Result<json::value>(api::Admin&)>;
using Show = std::function<std::string(const json::value&)>;

/// Asks the database and prints its answer, as JSON if so wanted.
Result<int> answer_of(Result<pg::Connection> connection,
                      const Context& context,
                      const Ask& ask,
                      const Show& for_people) {
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto said = ask(admin);
    if (!said) {
        return pass_on(said);
    }
    print(context.json ? json_text(*said) : for_people(*said));
    return 0;
}

Result<int> answer(const Context& context, const Ask& ask, const Show& for_people) {
    return answer_of(context.connect(), context, ask, for_people);
}

/// The same, of what may take minutes.
Result<int> long_answer(const Context& context, const Ask& ask, const Show& for_people) {
    return answer_of(context.connect_for_long(), context, ask, for_people);
}

Show table_of(std::span<const Columns> columns) {
    return [columns](const json::value& rows) {
        return table_text(rows.as_array(), columns, nullptr);
    };
}

std::int64_t number_in(const json::value& object, std::string_view field) {
    const auto* const value = object.as_object().if_contains(field);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string booked(const json::value& entry) {
    const auto given = number_in(entry, "contingent");
    return fmt::format("entry {}: {} minutes on #{}{}\n",
                       number_in(entry, "id"),
                       number_in(entry, "minutes"),
                       number_in(entry, "ticket"),
                       given == 0 ? "" : fmt::format(", {} of them a contingent's", given));
}

std::string bills_of(const json::value& run) {
    const auto& bills = run.at("bills").as_array();
    if (bills.empty()) {
        return "nothing to bill; `vorrang bill held` says what is held back, and why\n";
    }
    return table_text(bills, kBillColumns, nullptr);
}

} // namespace

Result<int>
run_time_add(const Context& context, const std::string& ticket, const json::object& fields) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.time_add(ticket, fields, context.now); },
        booked);
}

Result<int>
run_time_correct(const Context& context, const std::string& entry, const json::object& fields) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.time_correct(entry, fields, context.now); },
        booked);
}

Result<int> run_time_list(const Context& context, const json::object& filter) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.list("time", filter, context.now); },
        table_of(kTimeColumns));
}

Result<int> run_time_release(const Context& context, const json::object& which) {
    return long_answer(
        context,
        [&](api::Admin& admin) { return admin.time_release(which, context.now); },
        [](const json::value& said) {
            if (number_in(said, "taken_back") > 0) {
                return std::string("the release is taken back\n");
            }
            auto out = fmt::format("{} entries are released\n", number_in(said, "released"));
            for (const auto& [reason, count] : said.at("held_back").as_object()) {
                out += fmt::format("{} are held back: {}\n", count.as_int64(), std::string(reason));
            }
            return out;
        });
}

Result<int> run_bill_preview(const Context& context, const json::object& which) {
    return long_answer(
        context,
        [&](api::Admin& admin) { return admin.bill_preview(which, context.now); },
        bills_of);
}

Result<int> run_bills(const Context& context, const json::object& which) {
    return long_answer(
        context,
        [&](api::Admin& admin) { return admin.bill_run(which, context.now); },
        [](const json::value& run) {
            return run.at("run").is_null()
                       ? bills_of(run)
                       : fmt::format("run {}\n", number_in(run, "run")) + bills_of(run);
        });
}

Result<int> run_bill_held(const Context& context, const json::object& which) {
    return long_answer(
        context,
        [&](api::Admin& admin) { return admin.bill_held(which, context.now); },
        table_of(kHeldColumns));
}

Result<int> run_bill_list(const Context& context, const json::object& filter) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.list("bill", filter, context.now); },
        table_of(kBillColumns));
}

Result<int>
run_bill_show(const Context& context, const std::string& number, const json::object& /*fields*/) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.show("bill", number, context.now); },
        [](const json::value& bill) {
            constexpr NounSpec noun{"bill", "", "", "", {}, {}, kBillColumns};
            auto head = bill.as_object();
            head.erase("lines");
            return block_text(head, noun) + "\n" +
                   table_text(bill.at("lines").as_array(), kLineColumns, nullptr);
        });
}

Result<int>
run_bill_void(const Context& context, const std::string& number, const json::object& fields) {
    return answer(
        context,
        [&](api::Admin& admin) { return admin.bill_void(number, fields, context.now); },
        [&](const json::value& bill) {
            return fmt::format("{} takes {} back; its time is released again\n",
                               std::string(bill.at("number").as_string()),
                               number);
        });
}

} // namespace vorrang::admin
