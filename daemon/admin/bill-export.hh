#pragma once

#include "daemon/admin/context.hh"

#include <string>

namespace vorrang::admin {

/// What `bill export` is to write: one bill or those of a run; all forms into a directory, or one
/// to standard output. What is not given is empty.
struct BillExport {
    std::string number;
    std::string run;
    std::string directory;
    std::string format; ///< pdf, csv, xml
};

[[nodiscard]] Result<int> run_bill_export(const Context& context, const BillExport& wanted);

/// document export NUMBER: one as PDF to standard output.
[[nodiscard]] Result<int> run_document_export(const Context& context, const std::string& number);

} // namespace vorrang::admin
