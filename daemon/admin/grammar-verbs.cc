#include "daemon/admin/calendar-import.hh"
#include "daemon/admin/calendar-view.hh"
#include "daemon/admin/commands.hh"
#include "daemon/admin/grammar.hh"
#include "daemon/admin/pattern-try.hh"
#include "daemon/admin/rule-try.hh"

#include <array>

// Verbs that one noun has beside set, list, show and remove.

namespace vorrang::admin {

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
    auto* const verb = leaf(parent, "import", "holidays from an iCalendar (.ics) file");
    auto* const key = add_key(verb, noun);
    auto& file = *keys_.emplace_back(std::make_unique<std::string>());
    auto& match = *lists_.emplace_back(std::make_unique<std::vector<std::string>>());
    verb->add_option("FILE", file, "the file; - for standard input")->required();
    verb->add_option("--match", match, "only days whose name has this; repeatable")
        ->type_name("TEXT")
        ->allow_extra_args(false);
    const auto* const dry =
        verb->add_flag("--dry-run")->description("show the days, write nothing");
    verb->callback([this, key, &file, &match, dry] {
        const CalendarImport wanted{file, match, dry->count() > 0};
        line_.command.run = [key = *key, wanted](const Context& context) {
            return run_calendar_import(context, key, wanted);
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

void Grammar::add_webhook_verbs(CLI::App* parent) {
    static constexpr std::array kCalls{
        OptionSpec{"state",
                   "state",
                   ValueType::choice,
                   false,
                   "STATE",
                   "waiting, delivered or failed",
                   "waiting delivered failed"},
    };
    constexpr std::string_view key = "KEY";
    constexpr std::string_view help = "the webhook's key";
    add_keyed_call(
        leaf(parent, "calls", "its last 100 calls"), key, help, kCalls, run_webhook_calls);
    add_keyed_call(leaf(parent, "try", "make a call that says nothing, to see whether it is taken"),
                   key,
                   help,
                   {},
                   run_webhook_try);
    add_keyed_call(
        leaf(parent, "retry", "make again what failed, at once"), key, help, {}, run_webhook_retry);
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

} // namespace vorrang::admin
