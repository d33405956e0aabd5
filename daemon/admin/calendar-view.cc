#include "daemon/admin/calendar-view.hh"

#include "core/api/admin.hh"
#include "core/duration.hh"
#include "daemon/admin/output.hh"
#include "daemon/calendar/rules-json.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using calendar::Date;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr int kCellsADay = 48; // half hours
constexpr int kMostDays = 400; // that an explanation lists

/// A calendar as it is kept.
struct Kept {
    std::string key;
    calendar::Hours hours;
    std::string zone;
};

Result<Kept> kept(api::Admin& admin, const std::string& key, Instant now) {
    const auto shown = admin.show("calendar", key, now);
    if (!shown) {
        return pass_on(shown);
    }
    auto hours = calendar::hours_of(shown->as_object());
    if (!hours) {
        return pass_on(hours);
    }
    return Kept{key, std::move(*hours), calendar::zone_of(shown->as_object())};
}

Result<Date> today_in(const Kept& calendar, Instant now) {
    const auto local =
        calendar::local_at(calendar.zone, std::chrono::floor<std::chrono::seconds>(now));
    return local ? Result<Date>(Date{std::chrono::floor<days>(*local)}) : pass_on(local);
}

/// Why a day has other hours than its weekday.
std::string reason(const Kept& calendar, Date date) {
    if (const auto found = calendar.hours.holidays.find(date);
        found != calendar.hours.holidays.end()) {
        return found->second.empty() ? "holiday" : found->second;
    }
    return calendar.hours.exceptions.contains(date) ? "hours of this day" : "";
}

/// 48 half hours: # open for all of it, + for a part.
std::string picture(std::span<const calendar::DaySpan> spans) {
    std::string out;
    for (int cell = 0; cell < kCellsADay; ++cell) {
        const minutes from{cell * 30};
        minutes open{0};
        for (const auto& span : spans) {
            open += std::max(minutes{0},
                             std::min(span.to, from + minutes{30}) - std::max(span.from, from));
        }
        out += open == minutes{30} ? '#' : open > minutes{0} ? '+' : '.';
    }
    return out;
}

minutes open_time(std::span<const calendar::DaySpan> spans) {
    minutes total{0};
    for (const auto& span : spans) {
        total += span.to - span.from;
    }
    return total;
}

std::string hours_text(std::chrono::seconds time) {
    const auto all = time.count();
    return fmt::format("{}:{:02}{}",
                       all / 3600,
                       all / 60 % 60,
                       all % 60 == 0 ? "" : fmt::format(":{:02}", all % 60));
}

/// "09:00", "09:00:01".
std::string clock_text(std::chrono::seconds since_midnight) {
    const auto text = hours_text(since_midnight);
    return text.find(':') == 1 ? "0" + text : text;
}

json::array week_json(const Kept& calendar, sys_days monday) {
    json::array out;
    for (int n = 0; n < 7; ++n) {
        const Date date{monday + days{n}};
        const auto spans = calendar::hours_on(calendar.hours, date);
        out.push_back(json::object{{"date", calendar::date_text(date)},
                                   {"day", calendar::weekday_text(date)},
                                   {"open", calendar::spans_text(spans)},
                                   {"minutes", open_time(spans).count()},
                                   {"why", reason(calendar, date)},
                                   {"picture", picture(spans)}});
    }
    return out;
}

std::string text_of(const json::value& line, std::string_view field) {
    return std::string(line.at(field).as_string());
}

std::string week_text(const Kept& calendar, const json::array& week) {
    std::string out = fmt::format("{}, {}\n{:15}", calendar.key, calendar.zone, "");
    for (int hour = 0; hour < 24; hour += 3) {
        out += fmt::format("{:<6}", hour);
    }
    out += "24\n";
    std::chrono::minutes total{0};
    for (const auto& line : week) {
        const minutes open{line.at("minutes").as_int64()};
        total += open;
        const auto why = text_of(line, "why");
        out += fmt::format("{} {}  {}  {}{}\n",
                           text_of(line, "day"),
                           text_of(line, "date"),
                           text_of(line, "picture"),
                           text_of(line, "open"),
                           why.empty() ? "" : fmt::format(" ({})", why));
    }
    return out + fmt::format("open {} hours\n", hours_text(total));
}

/// "now", "2026-11-27 16:30".
Result<sys_seconds> read_instant(const Kept& calendar, const std::string& text, Instant now) {
    if (text == "now") {
        return std::chrono::floor<std::chrono::seconds>(now);
    }
    const auto blank = text.find_first_of(" T");
    const auto date = calendar::parse_date(std::string_view(text).substr(0, blank));
    if (!date) {
        return pass_on(date);
    }
    const auto time = calendar::parse_time_of_day(
        blank == std::string::npos ? "0:00" : std::string_view(text).substr(blank + 1));
    return time ? calendar::instant_at(calendar.zone, *date, *time) : pass_on(time);
}

/// What is open on one local day from an instant on, and no longer than is wanted.
struct DayUse {
    std::string spans;
    std::chrono::seconds used{0};
};

Result<DayUse>
use_day(const Kept& calendar, sys_days day, sys_seconds from, std::chrono::seconds wanted) {
    const auto open = calendar::expand(calendar.hours, calendar.zone, day, day + days{1});
    if (!open) {
        return pass_on(open);
    }
    DayUse out;
    for (const auto& interval : *open) {
        const auto begin = std::max({interval.opens, from});
        const auto end = std::min(interval.closes, begin + (wanted - out.used));
        if (begin >= end) {
            continue;
        }
        const auto local_begin = calendar::local_at(calendar.zone, begin);
        const auto local_end = calendar::local_at(calendar.zone, end);
        if (!local_begin || !local_end) {
            return pass_on(local_begin ? local_end : local_begin);
        }
        const auto ends = *local_end - sys_seconds{day};
        out.spans += fmt::format("{}{}-{}",
                                 out.spans.empty() ? "" : " ",
                                 clock_text(*local_begin - sys_seconds{day}),
                                 clock_text(ends));
        out.used += end - begin;
    }
    return out;
}

/// Day by day until the open time is used up.
Result<json::array> explain(const Kept& calendar, sys_seconds from, std::chrono::seconds wanted) {
    const auto local = calendar::local_at(calendar.zone, from);
    if (!local) {
        return pass_on(local);
    }
    json::array out;
    auto day = std::chrono::floor<days>(*local);
    // An "always" calendar expands to all time at once; a day of it is a day.
    auto by_day = calendar;
    by_day.hours.exceptions.try_emplace(Date{sys_days{}}, std::vector<calendar::DaySpan>{});
    for (std::chrono::seconds used{0}; used < wanted && out.size() < kMostDays; day += days{1}) {
        auto use = use_day(by_day, day, from, wanted - used);
        if (!use) {
            return pass_on(use);
        }
        used += use->used;
        const Date date{day};
        out.push_back(json::object{{"date", calendar::date_text(date)},
                                   {"day", calendar::weekday_text(date)},
                                   {"open", use->spans.empty() ? "closed" : use->spans},
                                   {"seconds", use->used.count()},
                                   {"sum", used.count()},
                                   {"why", reason(calendar, date)}});
    }
    return out;
}

std::string explain_text(const json::array& lines, std::chrono::seconds wanted) {
    std::string out;
    for (const auto& line : lines) {
        const auto why = text_of(line, "why");
        const auto used = line.at("seconds").as_int64();
        out += fmt::format(
            "{} {}  {:24} {}{}\n",
            text_of(line, "day"),
            text_of(line, "date"),
            text_of(line, "open"),
            used == 0 ? ""
                      : fmt::format("{:>6}  {} of {}",
                                    hours_text(std::chrono::seconds{used}),
                                    hours_text(std::chrono::seconds{line.at("sum").as_int64()}),
                                    hours_text(wanted)),
            why.empty() ? "" : fmt::format("  ({})", why));
    }
    return out;
}

} // namespace

Result<int>
run_calendar_week(const Context& context, const std::string& key, const std::string& date) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto calendar = kept(admin, key, context.now);
    if (!calendar) {
        return pass_on(calendar);
    }
    const auto day = date.empty() ? today_in(*calendar, context.now) : calendar::parse_date(date);
    if (!day) {
        return pass_on(day);
    }
    const std::chrono::weekday weekday{sys_days{*day}};
    const auto week = week_json(*calendar, sys_days{*day} - days{weekday.iso_encoding() - 1});
    print(context.json ? json_text(week) : week_text(*calendar, week));
    return 0;
}

Result<int> run_calendar_explain(const Context& context,
                                 const std::string& key,
                                 const std::string& from,
                                 const std::string& duration) {
    const auto wanted = parse_duration(duration);
    if (!wanted) {
        return pass_on(wanted);
    }
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto calendar = kept(admin, key, context.now);
    if (!calendar) {
        return pass_on(calendar);
    }
    const auto begin = read_instant(*calendar, from, context.now);
    if (!begin) {
        return pass_on(begin);
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wanted);
    const auto days_used = explain(*calendar, *begin, seconds);
    const auto due = admin.calendar_due(key, *begin, seconds.count());
    if (!days_used || !due) {
        return days_used ? Result<int>(pass_on(due)) : pass_on(days_used);
    }
    if (context.json) {
        auto out = due->as_object();
        out["days"] = *days_used;
        print(json_text(out));
    } else {
        print(fmt::format("{}due {} {}\n",
                          explain_text(*days_used, seconds),
                          text_of(*due, "local"),
                          calendar->zone));
    }
    return 0;
}

} // namespace vorrang::admin
