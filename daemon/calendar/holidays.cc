#include "daemon/calendar/holidays.hh"

#include <libical/ical.h>

#include <algorithm>
#include <map>
#include <memory>

namespace vorrang::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

using Component = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype as_ical(Date date) {
    icaltimetype out = icaltime_null_date();
    out.year = static_cast<int>(date.year());
    out.month = static_cast<int>(static_cast<unsigned>(date.month()));
    out.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return out;
}

/// How many days an all-day event lasts: to DTEND, which is not its own day any more, or as
/// DURATION says, else one (RFC 5545, section 3.6.1).
days length_of(icalcomponent* event) {
    days length{1};
    if (icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY) != nullptr ||
        icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY) != nullptr) {
        const auto lasts =
            icaltime_subtract(icalcomponent_get_dtend(event), icalcomponent_get_dtstart(event));
        length = std::chrono::floor<days>(std::chrono::seconds{icaldurationtype_as_int(lasts)});
    }
    return std::clamp(length, days{1}, days{366});
}

/// What one event adds: its name on each day of each of its occurrences.
struct Collector {
    std::map<Date, std::string>& found;
    std::string name;
    days length;
    Date first;
    Date last;
};

void add_occurrence(icalcomponent*, icaltime_span* span, void* data) {
    auto& into = *static_cast<Collector*>(data);
    const auto begin = std::chrono::floor<days>(sys_seconds{std::chrono::seconds{span->start}});
    const auto end = std::min(begin + into.length, sys_days{into.last});
    for (auto day = std::max(begin, sys_days{into.first}); day < end; day += days{1}) {
        auto& name = into.found[Date{day}];
        if (name != into.name) {
            name += (name.empty() ? "" : ", ") + into.name;
        }
    }
}

/// One line of text, without what would make a list hard to read.
std::string plain(const char* text) {
    std::string out(text == nullptr ? "" : text);
    std::replace_if(
        out.begin(), out.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return out.substr(0, 80);
}

} // namespace

Result<HolidayFile> read_holidays(const std::string& ics, Date first, Date last) {
    const Component file(icalparser_parse_string(ics.c_str()));
    if (!file || icalcomponent_isa(file.get()) != ICAL_VCALENDAR_COMPONENT) {
        return fail(ErrorCode::data,
                    "this is no iCalendar file",
                    "give an .ics file with one calendar, as calendar programs export it");
    }
    HolidayFile out;
    std::map<Date, std::string> found;
    for (auto* event = icalcomponent_get_first_component(file.get(), ICAL_VEVENT_COMPONENT);
         event != nullptr;
         event = icalcomponent_get_next_component(file.get(), ICAL_VEVENT_COMPONENT)) {
        if (icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED) {
            ++out.cancelled;
        } else if (icalcomponent_get_dtstart(event).is_date == 0) {
            ++out.timed;
        } else {
            Collector into{
                found, plain(icalcomponent_get_summary(event)), length_of(event), first, last};
            icalcomponent_foreach_recurrence(
                event, as_ical(first), as_ical(last), add_occurrence, &into);
        }
    }
    for (auto& [date, name] : found) {
        out.days.push_back({date, std::move(name)});
    }
    return out;
}

} // namespace vorrang::calendar
