#pragma once

#include "daemon/admin/context.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang::admin {

/// report effort …: effort against revenue in a table; with `plot` also as a picture in that file.
[[nodiscard]] Result<int> run_report_effort(const Context& context,
                                            const boost::json::object& filter);

/// report contingent KEY …: its use, period by period, likewise.
[[nodiscard]] Result<int> run_report_contingent(const Context& context,
                                                const std::string& key,
                                                const boost::json::object& filter);

} // namespace vorrang::admin
