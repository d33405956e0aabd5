#include "daemon/admin/commands.hh"

#include "core/api/admin.hh"
#include "core/api/upgrade.hh"
#include "core/config-table.hh"
#include "core/mail/number-pattern.hh"
#include "daemon/admin/calendar-fields.hh"
#include "daemon/admin/output.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <array>
#include <charconv>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

/// Runs one call on a fresh session.
template <typename Ask> Result<json::value> ask(const Context& context, Ask question) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    return question(admin);
}

Result<int> print_answer(const Context& context,
                         const Result<json::value>& answer,
                         const std::function<std::string(const json::value&)>& for_people) {
    if (!answer) {
        return pass_on(answer);
    }
    print(context.json ? json_text(*answer) : for_people(*answer));
    return 0;
}

/// A webhook's secret: told when it is made, and never again.
std::string secret_told(const json::value& answer) {
    const auto* const secret =
        answer.is_object() ? answer.get_object().if_contains("secret") : nullptr;
    return secret == nullptr ? std::string()
                             : fmt::format("secret {}\nGive it to the receiver; it is not shown "
                                           "again.\n",
                                           std::string(secret->as_string()));
}

/// What a change of a promise did to the tickets that are open.
std::string computed_anew(const json::value& answer) {
    const auto* const tickets =
        answer.is_object() ? answer.get_object().if_contains("tickets") : nullptr;
    const auto count = tickets != nullptr && tickets->is_int64() ? tickets->get_int64() : 0;
    if (count == 0) {
        return {};
    }
    return fmt::format(
        "the dues of {} open ticket{} are computed anew\n", count, count == 1 ? "" : "s");
}

} // namespace

Result<int> run_set(const Context& context,
                    const NounSpec& noun,
                    const std::string& key,
                    const json::object& fields) {
    const auto answer = ask(context, [&](api::Admin& admin) -> Result<json::value> {
        auto complete = fields;
        if (const auto* pattern =
                noun.name == "pattern" ? fields.if_contains("pattern") : nullptr) {
            if (const auto good = mail::NumberPattern::read(pattern->as_string()); !good) {
                return pass_on(good);
            }
        }
        if (noun.name == "calendar") {
            if (auto expanded = complete_calendar(admin, key, complete, context.now); !expanded) {
                return pass_on(expanded);
            }
        }
        return admin.set(noun.name, key, complete, context.now);
    });
    return print_answer(context, answer, [](const json::value& set) {
        return secret_told(set) + computed_anew(set);
    });
}

Result<int> run_remove(const Context& context,
                       const NounSpec& noun,
                       const std::string& key,
                       const json::object& fields) {
    const auto answer = ask(context, [&](api::Admin& admin) {
        return admin.remove(noun.name, key, fields, context.now);
    });
    return print_answer(context, answer, [](const json::value&) { return std::string(); });
}

Result<int>
run_channel_rename(const Context& context, const std::string& key, const std::string& other) {
    const auto answer = ask(
        context, [&](api::Admin& admin) { return admin.channel_rename(key, other, context.now); });
    return print_answer(context, answer, [](const json::value&) { return std::string(); });
}

Result<int>
run_agent_absent(const Context& context, const std::string& key, const json::object& fields) {
    const auto answer = ask(
        context, [&](api::Admin& admin) { return admin.agent_absent(key, fields, context.now); });
    return print_answer(context, answer, [](const json::value&) { return std::string(); });
}

Result<int>
run_webhook_try(const Context& context, const std::string& key, const json::object& fields) {
    const auto answer = ask(context, [&](api::Admin& admin) {
        return admin.act("webhook", "try", key, fields, context.now);
    });
    return print_answer(context, answer, [&key](const json::value& made) {
        return fmt::format("{} is on its way; `vorrang webhook calls {}` says what came of it\n",
                           std::string(made.at("id").as_string()),
                           key);
    });
}

Result<int>
run_webhook_retry(const Context& context, const std::string& key, const json::object& fields) {
    const auto answer = ask(context, [&](api::Admin& admin) {
        return admin.act("webhook", "retry", key, fields, context.now);
    });
    return print_answer(context, answer, [](const json::value& made) {
        return fmt::format("{} calls are made again\n", made.at("again").as_int64());
    });
}

Result<int>
run_webhook_calls(const Context& context, const std::string& key, const json::object& fields) {
    const auto answer = ask(context, [&](api::Admin& admin) {
        return admin.act("webhook", "calls", key, fields, context.now);
    });
    return print_answer(context, answer, [](const json::value& calls) {
        constexpr std::array<std::string_view, 8> columns{
            "id", "kind", "ticket", "state", "attempts", "at", "code", "error"};
        return table_text(calls.as_array(), columns, nullptr);
    });
}

Result<int> run_list(const Context& context, const NounSpec& noun, const json::object& filter) {
    const auto answer =
        ask(context, [&](api::Admin& admin) { return admin.list(noun.name, filter, context.now); });
    return print_answer(context, answer, [&](const json::value& found) {
        return found.is_array() ? table_text(found.get_array(), noun.columns, &noun)
                                : block_text(found, noun);
    });
}

Result<int> run_show(const Context& context, const NounSpec& noun, const std::string& key) {
    const auto answer =
        ask(context, [&](api::Admin& admin) { return admin.show(noun.name, key, context.now); });
    return print_answer(
        context, answer, [&](const json::value& found) { return block_text(found, noun); });
}

Result<int>
run_explain(const Context& context, const std::string& ticket, const std::string& agent) {
    const auto answer = ask(context, [&](api::Admin& admin) {
        return admin.explain(
            ticket, agent.empty() ? std::nullopt : std::optional(agent), context.now);
    });
    return print_answer(context, answer, [](const json::value& said) {
        std::string out;
        for (const auto& line : said.at("lines").as_array()) {
            out += std::string(line.as_string()) + "\n";
        }
        return out;
    });
}

Result<int> run_report_now(const Context& context, const json::object& filter) {
    const auto answer =
        ask(context, [&](api::Admin& admin) { return admin.report_now(filter, context.now); });
    return print_answer(context, answer, [](const json::value& report) {
        constexpr std::string_view columns[] = {"channel",
                                                "new",
                                                "in_progress",
                                                "waiting",
                                                "hold",
                                                "unowned",
                                                "red",
                                                "overdue",
                                                "opened_today",
                                                "closed_today"};
        auto lines = report.at("channels").as_array();
        if (lines.size() > 1) {
            auto sum = report.at("sum").as_object();
            sum["channel"] = "all";
            lines.push_back(std::move(sum));
        }
        return table_text(lines, columns, nullptr);
    });
}

Result<int> run_find(const Context& context, const std::string& message_id) {
    const auto answer =
        ask(context, [&](api::Admin& admin) { return admin.find_message_id(message_id); });
    return print_answer(context, answer, [](const json::value& found) {
        constexpr std::string_view columns[] = {"ticket", "message"};
        return found.is_array() ? table_text(found.get_array(), columns, nullptr) : std::string();
    });
}

Result<int> run_raw(const Context& context, const std::string& message) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(message.data(), message.data() + message.size(), id);
    if (error != std::errc{} || end != message.data() + message.size()) {
        return fail(ErrorCode::usage,
                    fmt::format("\"{}\" is not a message id", message),
                    "see the ids in `vorrang ticket show`");
    }
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    // Says that there is no such message, which an empty mail would not.
    if (auto there = admin.show("message", message, context.now); !there) {
        return pass_on(there);
    }
    auto done = admin.message_raw(id, print);
    return done ? Result<int>(0) : pass_on(done);
}

Result<int> run_upgrade(const Context& context, std::optional<std::int64_t> first_number) {
    auto connection = context.connect_as_owner();
    if (!connection) {
        return pass_on(connection);
    }
    const api::SchemaScripts scripts{sql::migrations(), sql::functions(), sql::grants()};
    auto report = api::upgrade_schema(*connection, scripts, context.now);
    if (!report) {
        return pass_on(report);
    }
    if (first_number) {
        if (auto set = api::set_first_number(*connection, *first_number); !set) {
            return pass_on(set);
        }
    }
    json::array applied(report->applied.begin(), report->applied.end());
    if (context.json) {
        print(json_text(json::object{{"version", report->version}, {"applied", applied}}));
        return 0;
    }
    for (const auto& name : report->applied) {
        print(fmt::format("applied {}\n", name));
    }
    print(fmt::format("schema version {}\n", report->version));
    return 0;
}

Result<int> run_config(const Context& context, ConfigView view) {
    switch (view) {
    case ConfigView::man:
        print(settings_man());
        break;
    case ConfigView::defaults:
        print(config_toml(default_config(), Shown::all));
        break;
    case ConfigView::changed:
        print(config_toml(context.config, Shown::changed));
        break;
    case ConfigView::all:
        print(config_toml(context.config, Shown::all));
        break;
    }
    return 0;
}

} // namespace vorrang::admin
