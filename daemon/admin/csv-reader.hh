#pragma once

#include "daemon/admin/bad-line.hh"

#include <tl/expected.hpp>

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vorrang::admin {

/// One record of a file: its cells, without their quotes.
struct CsvRecord {
    int line = 0; ///< of the file, where the record starts; the first is 1
    std::vector<std::string> cells;
    int not_utf8_line = 0; ///< the first line of it that is no UTF-8; 0: all are
};

/// Reads records (RFC 4180) from a text: UTF-8 with or without byte order mark, CRLF or LF,
/// newlines in quotes; empty lines are skipped. The first record says by its separators whether ","
/// or ";" is meant. Holds one line and one record in memory; either may have 1 MiB. The only place
/// that knows libcsv.
class CsvReader {
  public:
    explicit CsvReader(std::istream& in);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// The next record; none: the end. After an error nothing more can be read, as nobody knows
    /// where the next record starts.
    [[nodiscard]] tl::expected<std::optional<CsvRecord>, BadLine> next();

    /// The line read last.
    [[nodiscard]] int line() const { return line_; }

  private:
    struct Parser;

    [[nodiscard]] bool read_line();
    [[nodiscard]] tl::expected<void, BadLine> parse_line();
    [[nodiscard]] tl::expected<std::optional<CsvRecord>, BadLine> finish();

    std::istream& in_;
    std::unique_ptr<Parser> parser_;
    std::string text_; ///< the line read last, with its end
    int line_ = 0;
    bool unreadable_ = false;
};

} // namespace vorrang::admin
