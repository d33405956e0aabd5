#include "core/mail/standard-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>

namespace vorrang::mail {

namespace {

constexpr std::array<std::string_view, 7> names = {
    "number", "subject", "name", "channel", "due", "unanswered", "last"};

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

/// kainjow leaves an unknown name empty without a word: a template's typo must not reach customers.
Result<void> check_names(std::string_view text) {
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
        const std::size_t end = text.find("}}", at);
        if (end == std::string_view::npos) {
            return fail(ErrorCode::data, "the template has {{ without }}");
        }
        std::string_view name = trim(text.substr(at + 2, end - at - 2));
        at = end + 2;
        if (name.starts_with('!')) {
            continue;
        }
        if (!name.empty() &&
            std::string_view("#^/&{").find(name.front()) != std::string_view::npos) {
            name = trim(name.substr(1));
        }
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            return fail(ErrorCode::data,
                        fmt::format("the template asks for {{{{{}}}}}", name),
                        fmt::format("it can name {}", fmt::join(names, ", ")));
        }
    }
    return {};
}

kainjow::mustache::data word(const std::string& text) {
    if (text.empty()) {
        return kainjow::mustache::data(kainjow::mustache::data::type::bool_false);
    }
    return kainjow::mustache::data(text);
}

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

Result<std::string> fill_template(const std::string& text, const StandardWords& words) {
    if (auto checked = check_names(text); !checked) {
        return pass_on(checked);
    }
    kainjow::mustache::mustache mustache(text);
    if (!mustache.is_valid()) {
        return fail(ErrorCode::data, "the template cannot be read: " + mustache.error_message());
    }
    mustache.set_custom_escape([](const std::string& plain) { return plain; });
    kainjow::mustache::data data;
    data.set("number", std::to_string(words.number));
    data.set("subject", word(one_line(words.subject)));
    data.set("name", word(one_line(words.name)));
    data.set("channel", one_line(words.channel));
    data.set("due", word(one_line(words.due)));
    data.set("unanswered", words.unanswered);
    data.set("last", words.last);
    return mustache.render(data);
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
