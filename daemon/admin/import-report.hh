#pragma once

#include "daemon/admin/bad-line.hh"
#include "daemon/admin/import-columns.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace vorrang::admin {

/// What an import did, or would do.
struct ImportReport {
    std::string file;
    bool dry_run = false;
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t ranked = 0; ///< open tickets that got another class
    /// Created and changed ones: {"line", "name", "outcome", "fields": {column: [from, to]}}.
    boost::json::array rows;
};

/// Counts one answer of the database and keeps what is worth telling; `name`: what the row is
/// about.
void count_answer(ImportReport& report, const boost::json::object& answer, const std::string& name);

[[nodiscard]] boost::json::object report_json(const ImportReport& report, const ImportSpec& spec);

/// For people: of a dry run each row that is created or changed, and always one line with the sums.
[[nodiscard]] std::string report_text(const ImportReport& report, const ImportSpec& spec);

/// "FILE:LINE: COLUMN: what is wrong; how to write it", by line, up to 20, then "and n more".
[[nodiscard]] std::string bad_lines_text(const std::string& file, std::vector<BadLine> bad);

} // namespace vorrang::admin
