#include "daemon/admin/calendar-fields.hh"

#include "daemon/calendar/rules-json.hh"

namespace vorrang::admin {

namespace json = boost::json;

Result<void>
complete_calendar(api::Admin& admin, const std::string& key, json::object& fields, Instant now) {
    const auto old = admin.show("calendar", key, now);
    if (!old && old.error().code != ErrorCode::no_such) {
        return pass_on(old);
    }
    for (const std::string_view field :
         {"zone", "open", "holidays", "exceptions", "expanded_from"}) {
        if (old && old->is_object() && !fields.contains(field) &&
            old->get_object().contains(field)) {
            fields[field] = old->get_object().at(field);
        }
    }
    const auto* const open = fields.if_contains("open");
    if (open == nullptr || !open->is_array() || open->get_array().empty()) {
        return fail(ErrorCode::usage,
                    "a calendar needs its opening hours",
                    "give --open, as in --open \"Mon-Fri 09:00-17:00\" or --open always");
    }
    auto intervals = calendar::intervals_of(fields, now);
    if (!intervals) {
        return pass_on(intervals);
    }
    fields["intervals"] = std::move(*intervals);
    return {};
}

} // namespace vorrang::admin
