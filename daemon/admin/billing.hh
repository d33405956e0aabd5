#pragma once

#include "daemon/admin/context.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang::admin {

/// time add NUMBER …, time correct ENTRY …: print what was booked.
[[nodiscard]] Result<int>
run_time_add(const Context& context, const std::string& ticket, const boost::json::object& fields);
[[nodiscard]] Result<int> run_time_correct(const Context& context,
                                           const std::string& entry,
                                           const boost::json::object& fields);
[[nodiscard]] Result<int> run_time_list(const Context& context, const boost::json::object& filter);
/// time release …: how many were, and why others were not.
[[nodiscard]] Result<int> run_time_release(const Context& context,
                                           const boost::json::object& which);

/// bill preview, bill run: the bills in a table.
[[nodiscard]] Result<int> run_bill_preview(const Context& context,
                                           const boost::json::object& which);
[[nodiscard]] Result<int> run_bills(const Context& context, const boost::json::object& which);
[[nodiscard]] Result<int> run_bill_held(const Context& context, const boost::json::object& which);
[[nodiscard]] Result<int> run_bill_list(const Context& context, const boost::json::object& filter);
[[nodiscard]] Result<int>
run_bill_show(const Context& context, const std::string& number, const boost::json::object& fields);
[[nodiscard]] Result<int>
run_bill_void(const Context& context, const std::string& number, const boost::json::object& fields);

} // namespace vorrang::admin
