#pragma once

#include "core/result.hh"
#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// A mail that is to be tried, and its envelope where that is not as its header says.
struct TriedMail {
    std::string file;      ///< "-" for standard input
    std::string recipient; ///< "": those in To and Cc
    std::string sender;    ///< "": From
};

/// `vorrang rule try`: prints what would become of the mail and why. Nothing is written.
[[nodiscard]] Result<int> run_rule_try(const Context& context, const TriedMail& mail);

} // namespace vorrang::admin
