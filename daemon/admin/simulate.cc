#include "daemon/admin/simulate.hh"

#include "core/api/admin.hh"
#include "core/api/upgrade.hh"
#include "daemon/admin/calendar-fields.hh"
#include "daemon/admin/output.hh"
#include "sql/embedded.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <array>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Type = ValueType;

// clang-format off
constexpr std::array kOptions{
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "whose SLA, calendar and zone it has"},
    OptionSpec{"tickets", "tickets", Type::number, false, "N", "so many tickets; 400 if not given"},
    OptionSpec{"days", "days", Type::number, false, "D", "come within so many days; 10 if not given"},
    OptionSpec{"seed", "seed", Type::number, false, "S", "the same seed, the same tickets; 1 if not given"},
    OptionSpec{"agents", "agents", Type::number, false, "N", "so many agents; 5 if not given"},
    OptionSpec{"absent", "absent", Type::percent, false, "PERCENT", "so many of them are away on a day; 5% if not given"},
    OptionSpec{"work", "work", Type::duration, false, "TIME", "mean work on a ticket; 25m if not given"},
    OptionSpec{"class-a", "class_a", Type::percent, false, "PERCENT", "tickets of A customers; 10% if not given"},
    OptionSpec{"class-b", "class_b", Type::percent, false, "PERCENT", "of B customers; 30% if not given"},
    OptionSpec{"database", "database", Type::text, false, "NAME", "an empty database beside the desk's; vorrang_simulation if not given"},
};
constexpr std::array kTold{
    OptionSpec{"answered_in_time", "answered_in_time", Type::percent, false, "", ""},
    OptionSpec{"solved_in_time", "solved_in_time", Type::percent, false, "", ""},
    OptionSpec{"first_answer_median", "first_answer_median", Type::duration, false, "", ""},
    OptionSpec{"first_answer_p90", "first_answer_p90", Type::duration, false, "", ""},
};
// clang-format on
constexpr std::array<std::string_view, 7> kColumns{"policy",
                                                   "class",
                                                   "tickets",
                                                   "answered_in_time",
                                                   "solved_in_time",
                                                   "first_answer_median",
                                                   "first_answer_p90"};
constexpr NounSpec kResult{
    "simulation", "", "", "", kOptions, {}, kColumns, true, false, {}, kTold};

std::int64_t number_of(const json::object& wanted, std::string_view field, std::int64_t otherwise) {
    const auto* const value = wanted.if_contains(field);
    return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}

std::string
text_of(const json::object& wanted, std::string_view field, std::string_view otherwise = {}) {
    const auto* const value = wanted.if_contains(field);
    return std::string(
        value != nullptr && value->is_string() ? std::string_view(value->get_string()) : otherwise);
}

/// Of an object that the desk shows, the fields that another one is made with.
json::object only(const json::value& shown, std::initializer_list<std::string_view> fields) {
    json::object out;
    for (const auto field : fields) {
        if (const auto* const value = shown.as_object().if_contains(field);
            value != nullptr && !value->is_null()) {
            out[field] = *value;
        }
    }
    return out;
}

/// What the desk promises in this channel, and when.
struct Promise {
    json::object sla;
    json::object calendar;
    std::string zone;
};

Result<Promise> promise_of(const Context& context, const std::string& channel) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto shown = admin.show("channel", channel, context.now);
    if (!shown) {
        return pass_on(shown);
    }
    const auto sla = admin.show("sla", text_of(shown->as_object(), "sla"), context.now);
    const auto calendar =
        admin.show("calendar", text_of(shown->as_object(), "calendar"), context.now);
    if (!sla || !calendar) {
        return pass_on(sla ? calendar : sla);
    }
    return Promise{only(*sla, {"response", "resolution", "targets"}),
                   only(*calendar, {"zone", "open", "holidays", "exceptions"}),
                   text_of(shown->as_object(), "zone")};
}

json::object parameters(const json::object& wanted, const std::string& zone) {
    return {{"tickets", number_of(wanted, "tickets", 400)},
            {"days", number_of(wanted, "days", 10)},
            {"seed", number_of(wanted, "seed", 1)},
            {"agents", number_of(wanted, "agents", 5)},
            {"absent", number_of(wanted, "absent", 5)},
            {"minutes", static_cast<double>(number_of(wanted, "work", 1500)) / 60},
            {"classes",
             json::array{number_of(wanted, "class_a", 10), number_of(wanted, "class_b", 30)}},
            {"sla", "simulated"},
            {"calendar", "simulated"},
            {"zone", zone}};
}

/// All of it in one transaction, which is rolled back.
Result<json::value>
simulate(api::Admin& admin, const Promise& promise, const json::object& wanted, Instant now) {
    if (auto set = admin.set("calendar", "simulated", promise.calendar, now); !set) {
        return set;
    }
    if (auto set = admin.set("sla", "simulated", promise.sla, now); !set) {
        return set;
    }
    return admin.simulate(parameters(wanted, promise.zone), now);
}

} // namespace

std::span<const OptionSpec> simulation_options() {
    return kOptions;
}

Result<int> run_simulate(const Context& context, const json::object& wanted) {
    const auto channel = text_of(wanted, "channel");
    if (channel.empty()) {
        return fail(ErrorCode::usage,
                    "a simulation needs a channel whose promises it tries",
                    "give --channel, as in vorrang simulate --channel support");
    }
    auto promise = promise_of(context, channel);
    if (!promise) {
        return pass_on(promise);
    }
    auto connection = context.connect_beside(text_of(wanted, "database", "vorrang_simulation"));
    if (!connection) {
        return pass_on(connection);
    }
    const api::SchemaScripts scripts{sql::migrations(), sql::functions(), sql::grants()};
    if (auto upgraded = api::upgrade_schema(*connection, scripts, context.now); !upgraded) {
        return pass_on(upgraded);
    }
    api::Admin admin(*connection);
    // Before the transaction: it asks for a calendar that is not there.
    if (auto complete = complete_calendar(admin, "simulated", promise->calendar, context.now);
        !complete) {
        return pass_on(complete);
    }
    if (auto begun = connection->begin(); !begun) {
        return pass_on(begun);
    }
    const auto result = simulate(admin, *promise, wanted, context.now);
    (void)connection->rollback();
    if (!result) {
        return pass_on(result);
    }
    print(context.json ? json_text(*result) : table_text(result->as_array(), kColumns, &kResult));
    return 0;
}

} // namespace vorrang::admin
