#pragma once

#include "daemon/admin/nouns.hh"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <span>
#include <string>
#include <string_view>

namespace vorrang::admin {

/// JSON over several lines, two blanks a level, keys in the order they have; ends with a newline.
/// Small arrays of plain values stand on one line.
[[nodiscard]] std::string json_text(const boost::json::value& value);

/// A table with a head line, one object a line; `columns` names the fields. The last column is not
/// padded. An empty array gives the head line alone.
[[nodiscard]] std::string table_text(const boost::json::array& objects,
                                     std::span<const std::string_view> columns,
                                     const NounSpec* noun);

/// One object as `field:  value` lines; arrays of objects follow as tables.
[[nodiscard]] std::string block_text(const boost::json::value& value, const NounSpec& noun);

} // namespace vorrang::admin
