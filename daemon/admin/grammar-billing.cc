#include "daemon/admin/bill-export.hh"
#include "daemon/admin/billing.hh"
#include "daemon/admin/grammar.hh"
#include "daemon/admin/report-effort.hh"

#include <array>

// The commands time and bill.

namespace vorrang::admin {

namespace json = boost::json;

namespace {

using Type = ValueType;

// clang-format off
constexpr OptionSpec kFrom{"from", "from", Type::text, false, "TIME", "when the work began: \"2026-11-25 21:30\" in the channel's zone; so long ago if not given"};
constexpr OptionSpec kWork{"work-type", "work_type", Type::text, false, "WORK-TYPE", "what kind of work; \"\" for none"};
constexpr OptionSpec kText{"text", "text", Type::text, false, "TEXT", "what was done, as the bill says it"};
constexpr OptionSpec kBillable{"billable", "billable", Type::flag, false, "", "it is, or with --no-billable is not; else as the ticket's entitlement says"};
constexpr OptionSpec kMonth{"month", "month", Type::text, false, "MONTH", "work until the end of it, as 2026-11"};
constexpr OptionSpec kUntil{"until", "until", Type::date, false, "DATE", "work until this day"};
constexpr OptionSpec kCustomer{"customer", "customer", Type::text, false, "CUSTOMER", "of this customer alone"};

constexpr std::array kAdd{
    OptionSpec{"agent", "agent", Type::text, false, "AGENT", "who worked"},
    OptionSpec{"time", "minutes", Type::duration, false, "TIME", "how long, as 25m or 1h30m"},
    kFrom, kWork, kText, kBillable,
};
constexpr std::array kCorrect{
    OptionSpec{"time", "minutes", Type::duration, false, "TIME", "how long it was; 0m: it was none"},
    kFrom, kWork, kText, kBillable,
};
constexpr std::array kTimeList{
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of this ticket"},
    kCustomer,
    OptionSpec{"agent", "agent", Type::text, false, "AGENT", "of this agent"},
    OptionSpec{"state", "state", Type::choice, false, "STATE", "recorded, released, billed or corrected", "recorded released billed corrected"},
    OptionSpec{"from", "from", Type::date, false, "DATE", "work from this day on"},
    kUntil,
};
constexpr std::array kRelease{
    kUntil, kCustomer,
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of this ticket"},
    OptionSpec{"entry", "entry", Type::text, false, "ENTRY", "this entry"},
    OptionSpec{"back", "back", Type::flag, false, "", "takes the release of --entry back"},
};
constexpr std::array kRun{kMonth, kUntil, kCustomer};
constexpr std::array kHeld{kUntil, kCustomer};
constexpr std::array kBillList{
    kCustomer,
    OptionSpec{"run", "run", Type::number, false, "N", "of this run"},
    OptionSpec{"month", "month", Type::text, false, "MONTH", "issued in this month, as 2026-12"},
};
constexpr OptionSpec kPlot{"plot", "plot", Type::text, false, "FILE", "also as a picture (PNG) in this file"};
constexpr std::array kEffort{
    OptionSpec{"from", "from", Type::date, false, "DATE", "work from this day on; this month's if not given"},
    kUntil, kCustomer,
    OptionSpec{"currency", "currency", Type::text, false, "CODE", "amounts of this currency; the seller's if not given"},
    kPlot,
};
constexpr std::array kUse{kPlot};
constexpr std::array kVoid{
    OptionSpec{"reason", "reason", Type::text, false, "TEXT", "why, as the credit note says it"},
};
// clang-format on

} // namespace

void Grammar::add_call(CLI::App* to,
                       std::span<const OptionSpec> options,
                       std::function<Result<int>(const Context&, const json::object&)> run) {
    auto* const given = add_options(to, options);
    to->callback([this, given, run = std::move(run)] {
        if (auto fields = given_fields(*given)) {
            line_.command.run = [run, fields = std::move(*fields)](const Context& context) {
                return run(context, fields);
            };
        }
    });
}

void Grammar::add_keyed_call(
    CLI::App* to,
    std::string_view key,
    std::string_view key_help,
    std::span<const OptionSpec> options,
    std::function<Result<int>(const Context&, const std::string&, const json::object&)> run) {
    auto& named = *keys_.emplace_back(std::make_unique<std::string>());
    to->add_option(std::string(key), named, std::string(key_help))->required();
    auto* const given = add_options(to, options);
    to->callback([this, &named, given, run = std::move(run)] {
        if (auto fields = given_fields(*given)) {
            line_.command.run = [run, key = named, fields = std::move(*fields)](
                                    const Context& context) { return run(context, key, fields); };
        }
    });
}

void Grammar::add_time() {
    auto* const parent = leaf(&app_, "time", "what was worked, and its release for billing");
    parent->require_subcommand(1);
    add_keyed_call(leaf(parent, "add", "book time on a ticket"),
                   "NUMBER",
                   "ticket number",
                   kAdd,
                   run_time_add);
    add_keyed_call(leaf(parent, "correct", "take an entry back and book what is right"),
                   "ENTRY",
                   "the entry's number",
                   kCorrect,
                   run_time_correct);
    add_call(leaf(parent, "list", "show entries"), kTimeList, run_time_list);
    add_call(leaf(parent, "release", "release entries for billing; they are locked then"),
             kRelease,
             run_time_release);
}

void Grammar::add_bill() {
    auto* const parent = leaf(&app_, "bill", "bills of what was released");
    parent->require_subcommand(1);
    add_call(leaf(parent, "preview", "show the bills that run would make"), kRun, run_bill_preview);
    add_call(
        leaf(parent, "run", "make bills of all that is released and not billed"), kRun, run_bills);
    add_call(leaf(parent, "held", "what is not billed, and why"), kHeld, run_bill_held);
    add_call(leaf(parent, "list", "show bills"), kBillList, run_bill_list);
    add_keyed_call(leaf(parent, "show", "show one with its lines"),
                   "NUMBER",
                   "the bill's number",
                   {},
                   run_bill_show);
    add_keyed_call(leaf(parent, "void", "take a bill back by a credit note"),
                   "NUMBER",
                   "the bill's number",
                   kVoid,
                   run_bill_void);
    add_bill_export(parent);
}

void Grammar::add_bill_export(CLI::App* parent) {
    auto* const all = leaf(parent, "export", "bills as files: PDF, CSV, XML (EN 16931)");
    auto& wanted = *keys_.emplace_back(std::make_unique<std::string>());
    auto& run = *keys_.emplace_back(std::make_unique<std::string>());
    auto& directory = *keys_.emplace_back(std::make_unique<std::string>());
    auto& format = *keys_.emplace_back(std::make_unique<std::string>());
    auto* const number = all->add_option("NUMBER", wanted, "the bill's number");
    all->add_option("--run", run, "all bills of this run")->type_name("N")->excludes(number);
    all->add_option("--directory", directory, "writes all forms of each bill there")
        ->type_name("DIRECTORY");
    all->add_option("--format", format, "writes one form of one bill to standard output")
        ->type_name("FORM")
        ->check(CLI::IsMember({"pdf", "csv", "xml"}));
    all->callback([this, &wanted, &run, &directory, &format] {
        if (wanted.empty() == run.empty()) {
            throw CLI::RequiredError("NUMBER or --run");
        }
        if (directory.empty() == format.empty() || (!run.empty() && directory.empty())) {
            throw CLI::RequiredError("--directory, or --format with one NUMBER");
        }
        line_.command.run = [what = BillExport{wanted, run, directory, format}](
                                const Context& context) { return run_bill_export(context, what); };
    });
}

void Grammar::add_money_reports(CLI::App* report) {
    add_call(leaf(report, "effort", "what customers' work costs, and what they pay"),
             kEffort,
             run_report_effort);
    add_keyed_call(leaf(report, "contingent", "how a contingent is used over time"),
                   "KEY",
                   "the contingent's key",
                   kUse,
                   run_report_contingent);
}

void Grammar::add_document_export(CLI::App* parent, const NounSpec& noun) {
    auto* const verb = leaf(parent, "export", "write one as PDF to standard output");
    auto* const key = add_key(verb, noun);
    verb->callback([this, key] {
        line_.command.run = [key = *key](const Context& context) {
            return run_document_export(context, key);
        };
    });
}

} // namespace vorrang::admin
