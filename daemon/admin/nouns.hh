#pragma once

#include <span>
#include <string_view>

namespace vorrang::admin {

/// How an option's text becomes JSON for the database, and how a field is shown to people.
enum class ValueType {
    text,
    secret,   ///< text; "-": the line on standard input, so that it stands in no process list
    choice,   ///< one of the words in `choices`
    flag,     ///< --name, --no-name
    number,   ///< not negative
    duration, ///< "3h48m", kept in seconds
    percent,  ///< "20%"
    address,  ///< local@domain
    date,     ///< "2026-12-25"; "" clears it
    zone,     ///< a name of the tz database
};

/// One option of `vorrang NOUN set` and the field of the object it sets.
struct OptionSpec {
    std::string_view name;  ///< without dashes
    std::string_view field; ///< in the JSON object
    ValueType type = ValueType::text;
    bool repeatable = false; ///< the field is an array; given at all, it is replaced as a whole
    std::string_view placeholder;
    std::string_view help;
    std::string_view choices{}; ///< separated by blanks
};

/// A thing the admin's command knows. The whole of NOUN set, list, show and remove follows from its
/// entry here and the functions vorrang_api.<name>_set, _list, _show and _remove.
struct NounSpec {
    std::string_view name;
    std::string_view about;
    std::string_view key; ///< what names one, in upper case
    std::string_view key_help;
    std::span<const OptionSpec> options;       ///< of set; empty: there is no set
    std::span<const OptionSpec> list_options;  ///< of list: flags that become its filter
    std::span<const std::string_view> columns; ///< of the table that list prints
    bool listed = true;
    bool removable = false;                       ///< has remove: vorrang_api.<name>_remove
    std::span<const OptionSpec> remove_options{}; ///< of remove
    std::span<const OptionSpec> told{};           ///< fields that are shown and cannot be set
};

[[nodiscard]] std::span<const NounSpec> nouns();

/// Of `agent absent`.
[[nodiscard]] std::span<const OptionSpec> absence_options();

[[nodiscard]] const NounSpec* find_noun(std::string_view name);

/// The option that sets a field; nullptr: none does.
[[nodiscard]] const OptionSpec* option_of_field(const NounSpec& noun, std::string_view field);

} // namespace vorrang::admin
