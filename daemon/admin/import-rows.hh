#pragma once

#include "daemon/admin/bad-line.hh"
#include "daemon/admin/csv-reader.hh"
#include "daemon/admin/import-columns.hh"

#include <boost/json/object.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace vorrang::admin {

/// A record as the database takes it.
struct ImportRow {
    std::string name;           ///< what the row is about, for people
    boost::json::object object; ///< {"line": 2, "fields": {"key": "heyer", …}}, filled cells only
};

/// Makes rows of the records below one header. Knows what earlier records were about: the same
/// thing twice in a file is an error, else the order of lines would decide.
class RowMaker {
  public:
    /// A header that names unknown columns, one twice, or not those that must be there, is wrong.
    [[nodiscard]] static tl::expected<RowMaker, std::vector<BadLine>>
    of_header(const ImportSpec& spec, const CsvRecord& header);

    /// None: the record is wrong, and `bad` has each of its mistakes.
    [[nodiscard]] std::optional<ImportRow> row(const CsvRecord& record, std::vector<BadLine>& bad);

  private:
    explicit RowMaker(std::vector<const ImportColumn*> columns)
        : columns_(std::move(columns)) {}

    [[nodiscard]] boost::json::object fields(const CsvRecord& record, std::vector<BadLine>& bad);
    [[nodiscard]] std::string name(const boost::json::object& fields) const;
    void
    note(const ImportColumn& column, const std::string& value, int line, std::vector<BadLine>& bad);

    std::vector<const ImportColumn*> columns_; ///< in the order of the file
    /// Where a name (column nullptr) or a domain stood first.
    std::unordered_map<std::string, int> names_;
    std::unordered_map<std::string, int> domains_;
};

} // namespace vorrang::admin
