#pragma once

#include "core/result.hh"
#include "daemon/admin/context.hh"

#include <boost/json/object.hpp>

#include <functional>
#include <string>

namespace vorrang::admin {

/// `vorrang report observe`: `filter` as vorrang_api.report_observe takes it.
[[nodiscard]] Result<int> run_report_observe(const Context& context,
                                             const boost::json::object& filter);

/// The report for people who see it for the first time. `transport_line` gives the line that leads
/// an address to the desk, "" where it cannot be known.
[[nodiscard]] std::string
observe_report_text(const boost::json::object& report,
                    const std::function<std::string(const std::string& address)>& transport_line);

} // namespace vorrang::admin
