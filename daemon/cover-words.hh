#pragma once

#include "core/mail/cover-sheet.hh"

#include <boost/json/object.hpp>

namespace vorrang {

/// What the database knows of a ticket, put into the lines of its cover sheet.
[[nodiscard]] mail::CoverSheet cover_sheet_of(const boost::json::object& job,
                                              const mail::Mailbox& from);

} // namespace vorrang
