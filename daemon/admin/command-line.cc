#include "daemon/admin/command-line.hh"

#include "core/pg/rows.hh"
#include "daemon/admin/commands.hh"
#include "daemon/admin/grammar.hh"
#include "daemon/admin/values.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {

namespace json = boost::json;

namespace {

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

} // namespace

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
    add_audit();
    add_time();
    add_bill();
    add_simulate();
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
    if (noun.name == "document") {
        add_document_export(parent, noun);
    }
    if (noun.name == "webhook") {
        add_webhook_verbs(parent);
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

Result<CommandLine> parse_command_line(const std::vector<std::string>& words) {
    return Grammar().parse(words);
}

} // namespace vorrang::admin
