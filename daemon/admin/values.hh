#pragma once

#include "core/result.hh"
#include "daemon/admin/nouns.hh"

#include <boost/json/value.hpp>

#include <span>
#include <string>

namespace vorrang::admin {

/// The JSON of what was given for one option on the command line, in the form the database takes.
[[nodiscard]] Result<boost::json::value> option_json(const OptionSpec& option,
                                                     std::span<const std::string> given);

/// A field's value for people: "3h48m", "20%", "yes", "-" for nothing; safe for a terminal.
/// `option` says how to read numbers; nullptr: as they are.
[[nodiscard]] std::string shown(const boost::json::value& value, const OptionSpec* option);

} // namespace vorrang::admin
