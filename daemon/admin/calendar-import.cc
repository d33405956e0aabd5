#include "daemon/admin/calendar-import.hh"

#include "core/api/admin.hh"
#include "daemon/admin/calendar-fields.hh"
#include "daemon/admin/output.hh"
#include "daemon/admin/values.hh"
#include "daemon/calendar/holidays.hh"
#include "daemon/calendar/rules-json.hh"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iostream>
#include <iterator>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using calendar::Date;
using std::chrono::days;
using std::chrono::sys_days;

constexpr days kBefore{366};
constexpr days kAfter{3653};
constexpr days kShown{800}; // what repeats every year is shown twice, not ten times
constexpr std::size_t kLargest = 8U << 20U;

Result<std::string> read_ics(const std::string& file) {
    std::ifstream stream;
    if (file != "-") {
        stream.open(file, std::ios::binary);
    }
    std::istream& in = file == "-" ? std::cin : stream;
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in.eof() && in.fail()) {
        return fail(
            ErrorCode::no_such, fmt::format("{} cannot be read", file), "name an .ics file");
    }
    if (bytes.size() > kLargest) {
        return fail(
            ErrorCode::data, "the file is larger than 8 MiB", "give a file of holidays alone");
    }
    return bytes;
}

std::string folded(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

bool chosen(const std::string& name, const std::vector<std::string>& match) {
    return match.empty() || std::any_of(match.begin(), match.end(), [&](const auto& part) {
               return folded(name).find(folded(part)) != std::string::npos;
           });
}

/// The calendar's holidays with those of the file, and what the file adds.
struct Merged {
    json::array holidays;
    json::array lines; ///< what is told: date, day, name, new
    int added = 0;
};

Merged merge(const calendar::Hours& old,
             const calendar::HolidayFile& file,
             const std::vector<std::string>& match) {
    Merged out;
    auto all = old.holidays;
    for (const auto& day : file.days) {
        if (!chosen(day.name, match)) {
            continue;
        }
        const bool is_new = !old.holidays.contains(day.date);
        all[day.date] = day.name;
        out.added += is_new ? 1 : 0;
        out.lines.push_back(json::object{{"date", calendar::date_text(day.date)},
                                         {"day", calendar::weekday_text(day.date)},
                                         {"name", day.name},
                                         {"new", is_new}});
    }
    for (const auto& [date, name] : all) {
        out.holidays.emplace_back(name.empty() ? calendar::date_text(date)
                                               : calendar::date_text(date) + " " + name);
    }
    return out;
}

std::string told(const Merged& merged, const calendar::HolidayFile& file, Date until, bool dry) {
    std::string out;
    std::size_t later = 0;
    for (const auto& line : merged.lines) {
        const auto date = std::string(line.at("date").as_string());
        if (date >= calendar::date_text(until)) {
            ++later;
            continue;
        }
        out += fmt::format("{} {}  {}{}\n",
                           date,
                           std::string(line.at("day").as_string()),
                           shown(line.at("name"), nullptr),
                           line.at("new").as_bool() ? "  (new)" : "");
    }
    out += later == 0 ? "" : fmt::format("and {} days later than that\n", later);
    out += fmt::format("{} holidays {}, of {} in the file",
                       merged.added,
                       dry ? "would be added" : "are added",
                       merged.lines.size());
    out += file.timed == 0 ? ""
                           : fmt::format("; {} events with a time of day are left out", file.timed);
    return out + "\n";
}

} // namespace

Result<int>
run_calendar_import(const Context& context, const std::string& key, const CalendarImport& wanted) {
    const auto bytes = read_ics(wanted.file);
    if (!bytes) {
        return pass_on(bytes);
    }
    const auto today = std::chrono::floor<days>(context.now);
    const auto file = calendar::read_holidays(*bytes, Date{today - kBefore}, Date{today + kAfter});
    auto connection = context.connect();
    if (!file || !connection) {
        return file ? Result<int>(pass_on(connection)) : pass_on(file);
    }
    api::Admin admin(*connection);
    const auto old = admin.show("calendar", key, context.now);
    if (!old) {
        return pass_on(old);
    }
    const auto hours = calendar::hours_of(old->as_object());
    if (!hours) {
        return pass_on(hours);
    }
    const auto merged = merge(*hours, *file, wanted.match);
    if (!wanted.dry_run && merged.added > 0) {
        json::object fields{{"holidays", merged.holidays}};
        if (auto complete = complete_calendar(admin, key, fields, context.now); !complete) {
            return pass_on(complete);
        }
        if (auto set = admin.set("calendar", key, fields, context.now); !set) {
            return pass_on(set);
        }
    }
    print(context.json ? json_text(merged.lines)
                       : told(merged, *file, Date{today + kShown}, wanted.dry_run));
    return 0;
}

} // namespace vorrang::admin
