#include "core/mail/standard-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <exception>

namespace vorrang::mail {

namespace {

using Words7 = std::array<std::string_view, 7>;
using Words12 = std::array<std::string_view, 12>;

constexpr Words7 english_days = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr Words7 german_days = {
    "Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"};
constexpr Words12 english_months = {"January",
                                    "February",
                                    "March",
                                    "April",
                                    "May",
                                    "June",
                                    "July",
                                    "August",
                                    "September",
                                    "October",
                                    "November",
                                    "December"};
constexpr Words12 german_months = {"Januar",
                                   "Februar",
                                   "März",
                                   "April",
                                   "Mai",
                                   "Juni",
                                   "Juli",
                                   "August",
                                   "September",
                                   "Oktober",
                                   "November",
                                   "Dezember"};

std::string wall_time(date::local_time<std::chrono::minutes> local,
                      std::string_view abbreviation,
                      Language language) {
    const auto day = date::floor<date::days>(local);
    const date::year_month_day ymd(day);
    const date::hh_mm_ss<std::chrono::minutes> clock(local - day);
    const bool german = language == Language::german;
    const auto weekday = date::weekday(day).c_encoding();
    const auto month = static_cast<unsigned>(ymd.month()) - 1;
    return fmt::format(fmt::runtime(german ? "{}, {}. {} {}, {:02}:{:02} Uhr ({})"
                                           : "{}, {} {} {}, {:02}:{:02} ({})"),
                       (german ? german_days : english_days)[weekday],
                       static_cast<unsigned>(ymd.day()),
                       (german ? german_months : english_months)[month],
                       static_cast<int>(ymd.year()),
                       clock.hours().count(),
                       clock.minutes().count(),
                       abbreviation);
}

} // namespace

Language language_of(std::string_view tag) {
    return lower(tag.substr(0, 2)) == "de" ? Language::german : Language::english;
}

Result<std::string> local_time(Instant instant, const std::string& zone, Language language) {
    try {
        const date::time_zone* found = date::locate_zone(zone);
        const auto minute = date::floor<std::chrono::minutes>(instant);
        const auto info = found->get_info(minute);
        const auto local = found->to_local(minute);
        return wall_time(date::floor<std::chrono::minutes>(local), info.abbrev, language);
    } catch (const std::exception&) {
        return fail(ErrorCode::data,
                    fmt::format("the time zone {} is unknown", one_line(zone)),
                    "name one such as Europe/Berlin, and check that tzdata is installed");
    }
}

} // namespace vorrang::mail
