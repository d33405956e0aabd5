#include "daemon/admin/command-line.hh"

#include "core/pg/rows.hh"
#include "daemon/admin/calendar-import.hh"
#include "daemon/admin/calendar-view.hh"
#include "daemon/admin/check.hh"
#include "daemon/admin/commands.hh"
#include "daemon/admin/export.hh"
#include "daemon/admin/import.hh"
#include "daemon/admin/pattern-try.hh"
#include "daemon/admin/report-observe.hh"
#include "daemon/admin/rule-try.hh"
#include "daemon/admin/templates.hh"
#include "daemon/admin/values.hh"

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

/// An option as it is being parsed: kept alive by the subcommand's callback.
struct GivenOption {
    const OptionSpec* spec;
    std::vector<std::string> values;
    bool flag = false;
    CLI::Option* option = nullptr;
};

using GivenOptions = std::vector<std::unique_ptr<GivenOption>>;

/// Builds CLI11's tree from the nouns' table and takes the chosen command out of it.
class Grammar {
  public:
    Grammar();

    Result<CommandLine> parse(const std::vector<std::string>& words);

  private:
    CLI::App* leaf(CLI::App* parent, std::string_view name, std::string about);
    void add_noun(const NounSpec& noun);
    void add_set(CLI::App* parent, const NounSpec& noun);
    void add_list(CLI::App* parent, const NounSpec& noun);
    void add_show(CLI::App* parent, const NounSpec& noun);
    void add_remove(CLI::App* parent, const NounSpec& noun);
    void add_rename(CLI::App* parent, const NounSpec& noun);
    void add_absent(CLI::App* parent, const NounSpec& noun);
    void add_calendar_views(CLI::App* show, const std::string& key);
    void add_calendar_import(CLI::App* parent, const NounSpec& noun);
    void add_find(CLI::App* parent);
    void add_try(CLI::App* parent);
    void add_report();
    void add_one_report(CLI::App* report,
                        std::span<const OptionSpec> options,
                        Result<int> (*run)(const Context&, const json::object&));
    void add_pattern_try(CLI::App* parent);
    void add_explain();
    void add_import();
    void add_export();
    void add_template();
    void add_db();
    void add_check();
    void add_config();
    GivenOptions* add_options(CLI::App* to, std::span<const OptionSpec> specs);
    std::string* add_key(CLI::App* to, const NounSpec& noun);
    /// Nothing, and parse() tells why: a value cannot be right.
    std::optional<json::object> given_fields(const GivenOptions& given);
    [[nodiscard]] tl::unexpected<Error> usage(const CLI::ParseError& error,
                                              const std::vector<std::string>& words) const;

    CLI::App app_{"The admin's command of Vorrang, the helpdesk in the mail server."};
    CommandLine line_;
    std::string now_;
    std::optional<Error> choice_error_;
    // What options are parsed into; the tree keeps pointers.
    std::vector<std::unique_ptr<GivenOptions>> given_;
    std::vector<std::unique_ptr<std::string>> keys_;
    std::vector<std::unique_ptr<std::vector<std::string>>> lists_;
    std::vector<std::unique_ptr<CheckOptions>> check_options_;
};

/// The object that the given options make: fields that are not given are absent.
Result<json::object> fields_of(const GivenOptions& given) {
    json::object fields;
    for (const auto& option : given) {
        if (option->option->count() == 0) {
            continue;
        }
        if (option->spec->type == ValueType::flag) {
            fields[option->spec->field] = option->flag;
            continue;
        }
        auto value = option_json(*option->spec, option->values);
        if (!value) {
            return pass_on(value);
        }
        fields[option->spec->field] = std::move(*value);
    }
    return fields;
}

Grammar::Grammar() {
    app_.name("vorrang");
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "vorrang " VORRANG_VERSION);
    app_.add_option("--config", line_.config_option, "configuration file")->type_name("FILE");
    app_.add_flag("--json", line_.json, "print JSON");
    app_.add_option("--now", now_)->group("");
    app_.footer("See vorrang(1). Exit codes are those of sysexits.h.");
    for (const auto& noun : nouns()) {
        add_noun(noun);
    }
    add_report();
    add_explain();
    add_import();
    add_export();
    add_template();
    add_db();
    add_check();
    add_config();
}

CLI::App* Grammar::leaf(CLI::App* parent, std::string_view name, std::string about) {
    auto* const made = parent->add_subcommand(std::string(name), std::move(about));
    made->fallthrough(); // --json, --config and --now may stand anywhere
    return made;
}

void Grammar::add_noun(const NounSpec& noun) {
    auto* const parent = leaf(&app_, noun.name, std::string(noun.about));
    parent->require_subcommand(1);
    if (!noun.options.empty()) {
        add_set(parent, noun);
    }
    if (noun.listed) {
        add_list(parent, noun);
    }
    add_show(parent, noun);
    if (noun.removable) {
        add_remove(parent, noun);
    }
    if (noun.name == "channel") {
        add_rename(parent, noun);
    }
    if (noun.name == "calendar") {
        add_calendar_import(parent, noun);
    }
    if (noun.name == "agent") {
        add_absent(parent, noun);
    }
    if (noun.name == "ticket") {
        add_find(parent);
    }
    if (noun.name == "rule") {
        add_try(parent);
    }
    if (noun.name == "pattern") {
        add_pattern_try(parent);
    }
}

GivenOptions* Grammar::add_options(CLI::App* to, std::span<const OptionSpec> specs) {
    auto& given = *given_.emplace_back(std::make_unique<GivenOptions>());
    for (const auto& spec : specs) {
        auto& one = *given.emplace_back(std::make_unique<GivenOption>());
        one.spec = &spec;
        if (spec.type == ValueType::flag) {
            one.option = to->add_flag(
                fmt::format("--{0},!--no-{0}", spec.name), one.flag, std::string(spec.help));
            continue;
        }
        one.option =
            to->add_option(fmt::format("--{}", spec.name),
                           one.values,
                           fmt::format("{}{}", spec.help, spec.repeatable ? "; repeatable" : ""));
        one.option->type_name(std::string(spec.placeholder))->allow_extra_args(false);
        if (!spec.repeatable) {
            one.option->expected(1);
        }
    }
    return &given;
}

std::string* Grammar::add_key(CLI::App* to, const NounSpec& noun) {
    auto& key = *keys_.emplace_back(std::make_unique<std::string>());
    to->add_option(std::string(noun.key), key, std::string(noun.key_help))->required();
    return &key;
}

std::optional<json::object> Grammar::given_fields(const GivenOptions& given) {
    auto fields = fields_of(given);
    if (!fields) {
        choice_error_ = fields.error();
        return std::nullopt;
    }
    return std::move(*fields);
}

void Grammar::add_set(CLI::App* parent, const NounSpec& noun) {
    const std::string_view verbs =
        noun.name == "ticket" || noun.name == "article" ? "change one" : "create or change one";
    auto* const set =
        leaf(parent, "set", fmt::format("{}; what is not given stays as it is", verbs));
    auto* const key = add_key(set, noun);
    auto* const given = add_options(set, noun.options);
    set->callback([this, &noun, key, given] {
        auto fields = given_fields(*given);
        if (!fields) {
            return;
        }
        line_.command.run =
            [&noun, key = *key, fields = std::move(*fields)](const Context& context) {
                return run_set(context, noun, key, fields);
            };
    });
}

void Grammar::add_list(CLI::App* parent, const NounSpec& noun) {
    auto* const list = leaf(parent, "list", "show all in a table");
    auto* const given = add_options(list, noun.list_options);
    list->callback([this, &noun, given] {
        line_.command.run = [&noun, filter = *fields_of(*given)](const Context& context) {
            return run_list(context, noun, filter);
        };
    });
}

void Grammar::add_show(CLI::App* parent, const NounSpec& noun) {
    auto* const show = leaf(parent, "show", "show one");
    auto* const key = add_key(show, noun);
    const auto* const raw =
        noun.name == "message"
            ? show->add_flag("--raw")->description("print header and body as they are stored")
            : nullptr;
    if (noun.name == "calendar") {
        add_calendar_views(show, *key);
        return;
    }
    show->callback([this, &noun, key, raw] {
        const bool as_stored = raw != nullptr && raw->count() > 0;
        line_.command.run = [&noun, key = *key, as_stored](const Context& context) {
            return as_stored ? run_raw(context, key) : run_show(context, noun, key);
        };
    });
}

void Grammar::add_calendar_views(CLI::App* show, const std::string& key) {
    auto& date = *keys_.emplace_back(std::make_unique<std::string>());
    auto& explained = *lists_.emplace_back(std::make_unique<std::vector<std::string>>());
    const auto* const week =
        show->add_option("--week", date, "a picture of the week of this date, or of this week")
            ->type_name("[DATE]")
            ->expected(0, 1);
    const auto* const explain =
        show->add_option("--explain", explained, "when so much open time is used up, day by day")
            ->type_name("FROM DURATION")
            ->expected(2);
    show->callback([this, &key, &date, &explained, week, explain] {
        const bool as_week = week->count() > 0;
        const bool as_sum = explain->count() > 0;
        line_.command.run = [key, date, explained, as_week, as_sum](const Context& context) {
            if (as_sum) {
                return run_calendar_explain(context, key, explained[0], explained[1]);
            }
            return as_week ? run_calendar_week(context, key, date)
                           : run_show(context, *find_noun("calendar"), key);
        };
    });
}

void Grammar::add_calendar_import(CLI::App* parent, const NounSpec& noun) {
    auto* const import = leaf(parent, "import", "holidays from an iCalendar (.ics) file");
    auto* const key = add_key(import, noun);
    auto& file = *keys_.emplace_back(std::make_unique<std::string>());
    auto& match = *lists_.emplace_back(std::make_unique<std::vector<std::string>>());
    import->add_option("FILE", file, "the file; - for standard input")->required();
    import->add_option("--match", match, "only days whose name has this; repeatable")
        ->type_name("TEXT")
        ->allow_extra_args(false);
    const auto* const dry =
        import->add_flag("--dry-run")->description("show the days, write nothing");
    import->callback([this, key, &file, &match, dry] {
        line_.command.run = [key = *key, wanted = CalendarImport{file, match, dry->count() > 0}](
                                const Context& context) {
            return run_calendar_import(context, key, wanted);
};
} // namespace
);
} // namespace vorrang::admin

void Grammar::add_remove(CLI::App* parent, const NounSpec& noun) {
    auto* const remove = leaf(parent, "remove", "take one away for good");
    auto* const key = add_key(remove, noun);
    auto* const given = add_options(remove, noun.remove_options);
    remove->callback([this, &noun, key, given] {
        auto fields = given_fields(*given);
        if (!fields) {
            return;
        }
        line_.command.run =
            [&noun, key = *key, fields = std::move(*fields)](const Context& context) {
                return run_remove(context, noun, key, fields);
            };
    });
}

void Grammar::add_rename(CLI::App* parent, const NounSpec& noun) {
    auto* const rename = leaf(parent, "rename", "another key; its folders keep what they hold");
    auto* const key = add_key(rename, noun);
    auto& other = *keys_.emplace_back(std::make_unique<std::string>());
    rename->add_option("NEW", other, "the new key")->required();
    rename->callback([this, key, &other] {
        line_.command.run = [key = *key, other](const Context& context) {
            return run_channel_rename(context, key, other);
        };
    });
}

void Grammar::add_absent(CLI::App* parent, const NounSpec& noun) {
    auto* const absent =
        leaf(parent, "absent", "he is away: what falls due meanwhile is released, now and later");
    auto* const key = add_key(absent, noun);
    auto* const given = add_options(absent, absence_options());
    absent->callback([this, key, given] {
        auto fields = given_fields(*given);
        if (!fields) {
            return;
        }
        line_.command.run = [key = *key, fields = std::move(*fields)](const Context& context) {
            return run_agent_absent(context, key, fields);
        };
    });
}

void Grammar::add_find(CLI::App* parent) {
    auto* const find = leaf(parent, "find", "which tickets know a mail");
    auto& message_id = *keys_.emplace_back(std::make_unique<std::string>());
    find->add_option("--message-id", message_id, "the mail's Message-ID with its angle brackets")
        ->type_name("ID")
        ->required();
    find->callback([this, &message_id] {
        line_.command.run = [message_id](const Context& context) {
            return run_find(context, message_id);
        };
    });
}

void Grammar::add_try(CLI::App* parent) {
    auto* const attempt = leaf(parent, "try", "what the rules would make of a mail, and why");
    auto& file = *keys_.emplace_back(std::make_unique<std::string>());
    auto& recipient = *keys_.emplace_back(std::make_unique<std::string>());
    auto& sender = *keys_.emplace_back(std::make_unique<std::string>());
    attempt->add_option("FILE", file, "the mail; - for standard input")->required();
    attempt->add_option("--recipient", recipient, "to this channel instead of those in To and Cc")
        ->type_name("ADDRESS");
    attempt->add_option("--sender", sender, "the envelope sender; else From")->type_name("ADDRESS");
    attempt->callback([this, &file, &recipient, &sender] {
        line_.command.run = [file, recipient, sender](const Context& context) {
            return run_rule_try(context, {file, recipient, sender});
        };
    });
}

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

void Grammar::add_pattern_try(CLI::App* parent) {
    auto* const attempt =
        leaf(parent, "try", "which numbers a mail names, whose they are, and what is none");
    auto& file = *keys_.emplace_back(std::make_unique<std::string>());
    auto& text = *keys_.emplace_back(std::make_unique<std::string>());
    auto* const in_file = attempt->add_option("FILE", file, "the mail; - for standard input");
    auto* const as_text = attempt->add_option("--text", text, "this text instead of a mail")
                              ->type_name("TEXT")
                              ->excludes(in_file);
    attempt->callback([this, &file, &text, in_file, as_text] {
        if (in_file->count() + as_text->count() == 0) {
            throw CLI::RequiredError("FILE or --text");
        }
        line_.command.run = [file, text](const Context& context) {
            return run_pattern_try(context, file, text);
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
    show->add_option("KIND", kind, "confirmation, closing, reminder, ask or use/NAME")->required();
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

tl::unexpected<Error> Grammar::usage(const CLI::ParseError& error,
                                     const std::vector<std::string>& words) const {
    const auto* app = &app_;
    std::string said = "vorrang";
    auto next = words.begin();
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().front();
        said += " " + app->get_name();
        next = std::find(next, words.end(), app->get_name());
        next += next != words.end() ? 1 : 0;
    }
    next = std::find_if(next, words.end(), [](const auto& w) { return !w.starts_with('-'); });
    const bool wants_word = !app->get_subcommands([](const CLI::App*) { return true; }).empty();
    const auto hint = fmt::format("see `{} --help`", said);
    if (wants_word) {
        return fail(ErrorCode::usage,
                    next != words.end() ? fmt::format("there is no `{} {}`", said, *next)
                                        : fmt::format("`{}` needs a word more", said),
                    hint);
    }
    return fail(ErrorCode::usage, error.what(), hint);
}

Result<CommandLine> Grammar::parse(const std::vector<std::string>& words) {
    auto reversed = words;
    std::reverse(reversed.begin(), reversed.end()); // as CLI11 wants them
    try {
        app_.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        line_.help = app_.help();
        return line_;
    } catch (const CLI::CallForVersion& version) {
        line_.help = std::string(version.what()) + "\n";
        return line_;
    } catch (const CLI::ParseError& error) {
        return usage(error, words);
    }
    if (choice_error_) {
        return tl::unexpected(*choice_error_);
    }
    if (!now_.empty()) {
        line_.now = pg::parse_instant(now_);
        if (!line_.now) {
            return fail(ErrorCode::usage,
                        fmt::format("--now: \"{}\" is no instant", now_),
                        "write it as 2026-11-25T10:00:00Z");
        }
    }
    return line_;
}

} // namespace

Result<CommandLine> parse_command_line(const std::vector<std::string>& words) {
    return Grammar().parse(words);
}

} // namespace vorrang::admin
