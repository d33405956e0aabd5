#include "daemon/admin/audit.hh"
#include "daemon/admin/commands.hh"
#include "daemon/admin/export.hh"
#include "daemon/admin/grammar.hh"
#include "daemon/admin/import.hh"
#include "daemon/admin/report-observe.hh"
#include "daemon/admin/simulate.hh"
#include "daemon/admin/templates.hh"
#include "daemon/admin/values.hh"

#include <fmt/format.h>

#include <array>

// Commands that are no noun's.

namespace vorrang::admin {

namespace json = boost::json;

void Grammar::add_report() {
    static constexpr std::array kNow{
        OptionSpec{"channel", "channel", ValueType::text, false, "CHANNEL", "only this one"},
        OptionSpec{"agent",
                   "agent",
                   ValueType::text,
                   false,
                   "AGENT",
                   "what this agent sees of his channels"},
    };
    static constexpr std::array kObserve{
        OptionSpec{
            "channel", "channel", ValueType::text, false, "CHANNEL", "else all that observe"},
        OptionSpec{
            "days", "days", ValueType::number, false, "N", "looks back so far: 1 to 30, else 7"},
    };
    auto* const parent = leaf(&app_, "report", "what happened");
    parent->require_subcommand(1);
    add_one_report(leaf(parent, "now", "how many tickets are open, waiting, late, done today"),
                   kNow,
                   run_report_now);
    add_money_reports(parent);
    add_one_report(leaf(parent,
                        "observe",
                        "what the desk would have made of the mail of channels that observe"),
                   kObserve,
                   run_report_observe);
}

void Grammar::add_one_report(CLI::App* report,
                             std::span<const OptionSpec> options,
                             Result<int> (*run)(const Context&, const json::object&)) {
    auto* const given = add_options(report, options);
    report->callback([this, given, run] {
        auto fields = given_fields(*given);
        if (!fields) {
            return;
        }
        line_.command.run = [run, filter = std::move(*fields)](const Context& context) {
            return run(context, filter);
        };
    });
}

void Grammar::add_explain() {
    auto* const explain = leaf(&app_, "explain", "why a ticket stands where it stands");
    auto& ticket = *keys_.emplace_back(std::make_unique<std::string>());
    auto& agent = *keys_.emplace_back(std::make_unique<std::string>());
    explain->add_option("NUMBER", ticket, "ticket number")->required();
    explain->add_option("--agent", agent, "in this agent's INBOX instead of its channel's queue")
        ->type_name("AGENT");
    explain->callback([this, &ticket, &agent] {
        line_.command.run = [ticket, agent](const Context& context) {
            return run_explain(context, ticket, agent);
        };
    });
}

void Grammar::add_import() {
    auto* const import =
        leaf(&app_, "import", "take over what other programs know, from a CSV file");
    import->require_subcommand(1);
    for (const auto& spec : imports()) {
        auto* const kind = leaf(import, spec.name, std::string(spec.about));
        auto& file = *keys_.emplace_back(std::make_unique<std::string>());
        kind->add_option("FILE", file, "the CSV file; - for standard input")->required();
        const auto* const dry =
            kind->add_flag("--dry-run")->description("show what would change, write nothing");
        std::string columns = "Columns:\n";
        for (const auto& column : spec.columns) {
            columns += fmt::format("  {:<24}{}\n", column.name, column.help);
        }
        kind->footer(columns);
        kind->callback([this, &spec, &file, dry] {
            line_.command.run = [&spec, file, dry_run = dry->count() > 0](const Context& context) {
                return run_import(context, spec, file, dry_run);
            };
        });
    }
}

void Grammar::add_export() {
    auto* const all = leaf(&app_, "export", "everything in forms that other programs read");
    auto& directory = *keys_.emplace_back(std::make_unique<std::string>());
    auto& channel = *keys_.emplace_back(std::make_unique<std::string>());
    all->add_option("--mbox", directory, "an empty directory, or one that is not there yet")
        ->type_name("DIRECTORY")
        ->required();
    all->add_option("--channel", channel, "only this channel's tickets")->type_name("CHANNEL");
    all->callback([this, &directory, &channel] {
        line_.command.run = [directory, channel](const Context& context) {
            return run_export(context, directory, channel);
        };
    });
}

void Grammar::add_audit() {
    auto* const parent =
        leaf(&app_, "audit", "the history of all tickets, and the proof that it is whole");
    parent->require_subcommand(1);
    auto& from = *keys_.emplace_back(std::make_unique<std::string>());
    auto& until = *keys_.emplace_back(std::make_unique<std::string>());
    auto& anchor = *keys_.emplace_back(std::make_unique<std::string>());
    auto* const all = leaf(parent, "export", "every event as a JSON line");
    all->add_option("--from", from, "the first day, UTC")->type_name("DATE");
    all->add_option("--until", until, "the day after the last one, UTC")->type_name("DATE");
    all->callback([this, &from, &until] {
        line_.command.run = [from, until](const Context& context) {
            return run_audit_export(context, from, until);
        };
    });
    auto* const verify = leaf(parent, "verify", "whether somebody changed it");
    verify->add_option("--anchor", anchor, "what an earlier run printed and you noted elsewhere")
        ->type_name("LINK:CHAIN");
    verify->callback([this, &anchor] {
        line_.command.run = [anchor](const Context& context) {
            return run_audit_verify(context, anchor);
        };
    });
}

void Grammar::add_simulate() {
    add_call(
        leaf(&app_, "simulate", "how a channel's promises would be kept, by each order policy"),
        simulation_options(),
        run_simulate);
}

void Grammar::add_template() {
    auto* const parent = leaf(&app_, "template", "the words of the desk's own mails");
    parent->require_subcommand(1);
    auto* const check = leaf(parent, "check", "look for mistakes in every template");
    auto& directory = *keys_.emplace_back(std::make_unique<std::string>());
    check->add_option("DIR", directory, "the folder; else [desk] template_directory");
    check->callback([this, &directory] {
        line_.command.run = [directory](const Context& context) {
            return run_template_check(context, directory);
        };
    });
    auto* const show = leaf(parent, "show", "print the words in force, as a start for your own");
    auto& kind = *keys_.emplace_back(std::make_unique<std::string>());
    auto& channel = *keys_.emplace_back(std::make_unique<std::string>());
    auto& language = *keys_.emplace_back(std::make_unique<std::string>("en"));
    show->add_option("KIND", kind, "confirmation, closing, reminder, contingent, ask or use/NAME")
        ->required();
    show->add_option("--channel", channel, "as they are for this channel")->type_name("CHANNEL");
    show->add_option("--language", language, "en or de; en if not given")
        ->type_name("LANGUAGE")
        ->check(CLI::IsMember({"en", "de"}));
    show->callback([this, &kind, &channel, &language] {
        line_.command.run = [kind, channel, language](const Context& context) {
            return run_template_show(context, kind, channel, language);
        };
    });
}

void Grammar::add_db() {
    auto* const db = leaf(&app_, "db", "the database schema");
    db->require_subcommand(1);
    auto* const upgrade = leaf(db, "upgrade", "bring the schema to this program's version");
    auto& number = *keys_.emplace_back(std::make_unique<std::string>());
    upgrade->add_option("--first-number", number, "the number the next ticket gets")
        ->type_name("N");
    upgrade->callback([this, &number] {
        static constexpr OptionSpec kFirst{
            "first-number", "", ValueType::number, false, "N", "the number the next ticket gets"};
        std::optional<std::int64_t> first;
        if (!number.empty()) {
            const auto value = option_json(kFirst, std::vector{number});
            if (!value) {
                choice_error_ = value.error();
                return;
            }
            first = value->get_int64();
        }
        line_.command.run = [first](const Context& context) { return run_upgrade(context, first); };
    });
}

void Grammar::add_check() {
    auto* const check = leaf(&app_, "check", "look whether all parts work together");
    auto& options = *check_options_.emplace_back(std::make_unique<CheckOptions>());
    check
        ->add_option(
            "--smtp", options.smtp, "probe the channels' addresses there instead of at check_smtp")
        ->type_name("HOST:PORT");
    check
        ->add_option(
            "--postfix", options.postfix, "judge these settings instead of check_postfix's")
        ->type_name("DIRECTORY");
    check->add_option("--dovecot", options.dovecot, "judge this file instead of check_dovecot's")
        ->type_name("FILE");
    check->add_flag("--verbose", options.verbose, "name what is right, too");
    check->callback([this, &options] {
        line_.command.run = [options](const Context& context) {
            return run_check(context, options);
        };
    });
}

void Grammar::add_config() {
    auto* const config = leaf(&app_, "config", "show the settings");
    const auto* const changed =
        config->add_flag("-n")->description("only those that differ from their default");
    const auto* const defaults = config->add_flag("-d")->description("the defaults");
    auto* const man =
        config->add_flag("--man")->description("the settings for vorrang.toml(5)")->group("");
    config->callback([this, changed, defaults, man] {
        const auto view = man->count() > 0        ? ConfigView::man
                          : defaults->count() > 0 ? ConfigView::defaults
                          : changed->count() > 0  ? ConfigView::changed
                                                  : ConfigView::all;
        line_.command.needs_config = view == ConfigView::all || view == ConfigView::changed;
        line_.command.run = [view](const Context& context) { return run_config(context, view); };
    });
}

} // namespace vorrang::admin
