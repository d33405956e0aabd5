#pragma once

#include <boost/json/object.hpp>

#include <string>

namespace vorrang {

/// "3 tickets are due until 12:00, 2 more are yours". The facts are those of vorrang.brief_facts.
[[nodiscard]] std::string brief_summary(const boost::json::object& facts);

/// The brief itself: a heading and the lines of each part that is not empty, 20 lines at most.
[[nodiscard]] std::string brief_text(const boost::json::object& facts);

} // namespace vorrang
