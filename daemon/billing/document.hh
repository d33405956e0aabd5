#pragma once

#include "core/result.hh"

#include <boost/json/value.hpp>

#include <string>

namespace vorrang::billing {

/// A document that follows a ticket, as vorrang_api.document_show gives it, as A4 pages in its
/// channel's language; the same bytes for the same state of it.
[[nodiscard]] Result<std::string> document_pdf(const boost::json::value& document);

} // namespace vorrang::billing
