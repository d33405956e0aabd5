#pragma once

#include "core/result.hh"
#include "daemon/admin/import-columns.hh"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace vorrang::admin {

/// The JSON of one filled cell, in the form the database takes. "-" in an optional column: "none"
/// (null, "" for a text, [] for several). An Error says what is wrong and how to write it.
[[nodiscard]] Result<boost::json::value> cell_json(const ImportColumn& column,
                                                   std::string_view cell);

/// Without blanks and line ends around it.
[[nodiscard]] std::string_view trimmed(std::string_view cell);

} // namespace vorrang::admin
