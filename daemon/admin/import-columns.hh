#pragma once

#include <span>
#include <string_view>

namespace vorrang::admin {

/// What a cell of an imported file holds, and how it becomes JSON for the database.
enum class CellType {
    key,      ///< a short word; upper case is folded
    keys,     ///< several, separated by blanks or "|"
    domains,  ///< mail domains, likewise
    name,     ///< one line of up to 120 characters that names something
    serial,   ///< likewise, a number on a label; lower case is folded
    line,     ///< a text of one line
    text,     ///< a text that may have several
    choice,   ///< one of the words in `choices`, whatever its case
    address,  ///< local@domain
    flag,     ///< yes or no
    date,     ///< 2026-12-25
    amount,   ///< 1250.00 or 1250,00
    currency, ///< EUR
};

/// How a column takes part.
enum class ColumnUse {
    names,    ///< with the others of this use: what the row is about; column and cell must be there
    needed,   ///< for a new one; an empty cell keeps what is stored
    kept,     ///< likewise, but a new one may lack it
    optional, ///< likewise, and "-" takes what is stored away
};

struct ImportColumn {
    std::string_view name;
    CellType type;
    ColumnUse use;
    std::string_view help;
    std::string_view choices{}; ///< separated by blanks
};

/// One kind of file that `vorrang import` reads.
struct ImportSpec {
    std::string_view name; ///< plural: that of vorrang_api.import_<name>
    std::string_view about;
    std::span<const ImportColumn> columns;
};

[[nodiscard]] std::span<const ImportSpec> imports();

/// nullptr: there is none.
[[nodiscard]] const ImportSpec* find_import(std::string_view name);

} // namespace vorrang::admin
