#pragma once

#include "daemon/admin/context.hh"
#include "daemon/admin/nouns.hh"

#include <boost/json/object.hpp>

#include <span>

namespace vorrang::admin {

/// The options of `vorrang simulate`.
[[nodiscard]] std::span<const OptionSpec> simulation_options();

/// Runs a desk on a virtual clock in an empty database, with a channel's SLA and calendar, and
/// prints how each order policy does; nothing of it stays there but the schema.
[[nodiscard]] Result<int> run_simulate(const Context& context, const boost::json::object& wanted);

} // namespace vorrang::admin
