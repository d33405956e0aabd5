#pragma once

#include "core/result.hh"

#include <string>
#include <vector>

namespace vorrang::billing {

/// Bars that belong together, such as a month's: one number for each series, as it is written.
struct BarGroup {
    std::string label;
    std::vector<double> values;
};

struct BarChart {
    std::string title;
    std::string unit;
    std::vector<std::string> series; ///< what the numbers of a group are, at most four
    std::vector<BarGroup> groups;    ///< from the top down; the first 30 are drawn
};

/// A PNG for a mail or a page: horizontal bars on white, each with its number, at twice the usual
/// density. The same chart gives the same bytes. `internal`: cairo says no.
[[nodiscard]] Result<std::string> bar_chart_png(const BarChart& chart);

} // namespace vorrang::billing
