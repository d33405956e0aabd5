#pragma once

#include <string>

namespace vorrang::admin {

/// What is wrong in a line of an imported file.
struct BadLine {
    int line = 0;       ///< of the file; the header is 1
    std::string column; ///< empty: the whole line
    std::string text;
    std::string hint; ///< how to write it

    bool operator==(const BadLine&) const = default;
};

} // namespace vorrang::admin
