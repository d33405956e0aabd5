#pragma once

#include <span>
#include <string_view>

namespace vorrang {

/// One file of sql/, as it was when the program was built. `name` is without folder and ".sql".
struct SqlFile {
    std::string_view name;
    std::string_view text;
};

namespace sql {

/// sql/migrations, by number.
[[nodiscard]] std::span<const SqlFile> migrations();

/// sql/functions, in the order that the file sql/functions/order names.
[[nodiscard]] std::span<const SqlFile> functions();

/// sql/grants.sql.
[[nodiscard]] SqlFile grants();

} // namespace sql
} // namespace vorrang
