#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace vorrang::desk {

/// What a mail that comes from elsewhere says of itself: `{"ticket": 4815, "message_id": "<…>"}`,
/// each null where it says nothing usable. Whether that is true only the database knows.
/// `head` is the mail's beginning; what stands behind it is not looked at.
[[nodiscard]] boost::json::object own_row(std::string_view head);

} // namespace vorrang::desk
