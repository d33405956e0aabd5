#pragma once

#include "daemon/admin/check.hh"
#include "daemon/admin/command-line.hh"
#include "daemon/admin/nouns.hh"

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::admin {

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
                        Result<int> (*run)(const Context&, const boost::json::object&));
    /// A command of options alone, or of a key and options.
    void add_call(CLI::App* to,
                  std::span<const OptionSpec> options,
                  std::function<Result<int>(const Context&, const boost::json::object&)> run);
    void add_keyed_call(
        CLI::App* to,
        std::string_view key,
        std::string_view key_help,
        std::span<const OptionSpec> options,
        std::function<Result<int>(const Context&, const std::string&, const boost::json::object&)>
            run);
    void add_pattern_try(CLI::App* parent);
    void add_webhook_verbs(CLI::App* parent);
    void add_explain();
    void add_import();
    void add_export();
    void add_audit();
    void add_time();
    void add_bill();
    void add_money_reports(CLI::App* report);
    void add_bill_export(CLI::App* parent);
    void add_document_export(CLI::App* parent, const NounSpec& noun);
    void add_simulate();
    void add_template();
    void add_db();
    void add_check();
    void add_config();
    GivenOptions* add_options(CLI::App* to, std::span<const OptionSpec> specs);
    std::string* add_key(CLI::App* to, const NounSpec& noun);
    /// Nothing, and parse() tells why: a value cannot be right.
    std::optional<boost::json::object> given_fields(const GivenOptions& given);
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

} // namespace vorrang::admin
