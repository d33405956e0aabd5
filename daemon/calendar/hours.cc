#include "daemon/calendar/hours.hh"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace vorrang::calendar {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

tl::unexpected<Error> wrong(std::string_view line, std::string_view why) {
    return fail(ErrorCode::data,
                fmt::format("\"{}\" are no opening hours: {}", line, why),
                "write days and times, as in \"Mon-Fri 09:00-12:00 13:00-17:00\", or \"always\"");
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

std::optional<std::size_t> weekday(std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    const auto* const found = std::find(kDays.begin(), kDays.end(), lower);
    if (found == kDays.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - kDays.begin());
}

/// "Mon-Fri", "Sat,Sun", "Fri-Mon" (over the week's end), "Wed".
std::optional<std::array<bool, 7>> parse_days(std::string_view text) {
    std::array<bool, 7> chosen{};
    for (const auto part : split(text, ',')) {
        const auto range = split(part, '-');
        const auto first = weekday(range.front());
        const auto last = weekday(range.back());
        if (range.size() > 2 || !first || !last) {
            return std::nullopt;
        }
        for (auto day = *first;; day = (day + 1) % 7) {
            chosen[day] = true;
            if (day == *last) {
                break;
            }
        }
    }
    return chosen;
}

std::optional<minutes> read_time(std::string_view text) {
    const auto parts = split(text, ':');
    if (parts.size() != 2 || parts[0].empty() || parts[0].size() > 2 || parts[1].size() != 2) {
        return std::nullopt;
    }
    int numbers[2] = {};
    for (std::size_t i = 0; i < 2; ++i) {
        const auto* const end = parts[i].data() + parts[i].size();
        const auto read = std::from_chars(parts[i].data(), end, numbers[i]);
        if (read.ec != std::errc{} || read.ptr != end || numbers[i] < 0) {
            return std::nullopt;
        }
    }
    const auto time = std::chrono::hours{numbers[0]} + minutes{numbers[1]};
    if (numbers[1] > 59 || time > std::chrono::hours{24}) {
        return std::nullopt;
    }
    return time;
}

Result<DaySpan> parse_span(std::string_view line, std::string_view text) {
    const auto ends = split(text, '-');
    const auto from = read_time(ends.front());
    const auto to = read_time(ends.back());
    if (ends.size() != 2 || !from || !to) {
        return wrong(line, fmt::format("\"{}\" is no time span like 09:00-17:00", text));
    }
    if (*from >= *to) {
        return wrong(line,
                     fmt::format("\"{}\" ends before it begins; over midnight write two spans, to "
                                 "24:00 and from 00:00 of the next day",
                                 text));
    }
    return DaySpan{*from, *to};
}

/// Puts the day's spans in order and joins those that touch or overlap.
void tidy(std::vector<DaySpan>& spans) {
    std::sort(spans.begin(), spans.end(), [](const DaySpan& a, const DaySpan& b) {
        return a.from < b.from;
    });
    std::vector<DaySpan> joined;
    for (const auto& span : spans) {
        if (!joined.empty() && span.from <= joined.back().to) {
            joined.back().to = std::max(joined.back().to, span.to);
        } else {
            joined.push_back(span);
        }
    }
    spans = std::move(joined);
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (const auto word : split(line, ' ')) {
        if (!word.empty()) {
            words.push_back(word);
        }
    }
    return words;
}

Result<void> parse_line(std::string_view line, WeeklyHours& hours) {
    const auto words = words_of(line);
    if (words.size() == 1 && words.front() == "always") {
        hours.always = true;
        return {};
    }
    if (words.size() < 2) {
        return wrong(line, "days or times are missing");
    }
    const auto days = parse_days(words.front());
    if (!days) {
        return wrong(
            line, fmt::format("\"{}\" names no days (Mon Tue Wed Thu Fri Sat Sun)", words.front()));
    }
    for (const auto word : std::span(words).subspan(1)) {
        const auto span = parse_span(line, word);
        if (!span) {
            return pass_on(span);
        }
        for (std::size_t day = 0; day < 7; ++day) {
            if ((*days)[day]) {
                hours.days[day].push_back(*span);
            }
        }
    }
    return {};
}

} // namespace

Result<WeeklyHours> parse_open_lines(std::span<const std::string> lines) {
    WeeklyHours hours;
    for (const auto& line : lines) {
        if (auto parsed = parse_line(line, hours); !parsed) {
            return pass_on(parsed);
        }
    }
    for (auto& day : hours.days) {
        tidy(day);
    }
    return hours;
}

Result<std::map<Date, std::vector<DaySpan>>> parse_exceptions(std::span<const std::string> lines) {
    std::map<Date, std::vector<DaySpan>> out;
    for (const auto& line : lines) {
        const auto words = words_of(line);
        if (words.empty()) {
            continue;
        }
        const auto date = parse_date(words.front());
        if (!date) {
            return pass_on(date);
        }
        auto& spans = out[*date];
        if (words.size() < 2 || !spans.empty()) {
            return fail(
                ErrorCode::data,
                fmt::format("\"{}\": {}",
                            line,
                            words.size() < 2 ? "hours are missing" : "the date comes twice"),
                "write a date and its hours, as in \"2026-12-24 09:00-12:00\"");
        }
        for (const auto word : std::span(words).subspan(1)) {
            if (word == "closed" && words.size() == 2) {
                break;
            }
            const auto span = parse_span(line, word);
            if (!span) {
                return pass_on(span);
            }
            spans.push_back(*span);
        }
        tidy(spans);
    }
    return out;
}

std::vector<DaySpan> hours_on(const Hours& hours, Date date) {
    if (const auto found = hours.exceptions.find(date); found != hours.exceptions.end()) {
        return found->second;
    }
    if (hours.holidays.contains(date)) {
        return {};
    }
    if (hours.week.always) {
        return {DaySpan{minutes{0}, std::chrono::hours{24}}};
    }
    const std::chrono::weekday day{std::chrono::sys_days{date}};
    return hours.week.days[day.iso_encoding() - 1]; // Monday is 0
}

Result<minutes> parse_time_of_day(std::string_view text) {
    const auto time = read_time(text);
    return time ? Result<minutes>(*time)
                : fail(ErrorCode::data,
                       fmt::format("\"{}\" is no time of day", text),
                       "write it as 09:30");
}

std::string date_text(Date date) {
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string spans_text(std::span<const DaySpan> spans) {
    std::string out;
    for (const auto& span : spans) {
        out += fmt::format("{}{:02}:{:02}-{:02}:{:02}",
                           out.empty() ? "" : " ",
                           span.from.count() / 60,
                           span.from.count() % 60,
                           span.to.count() / 60,
                           span.to.count() % 60);
    }
    return out.empty() ? "closed" : out;
}

std::string_view weekday_text(Date date) {
    static constexpr std::array<std::string_view, 7> names{
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return names[std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding() - 1];
}

Result<Date> parse_date(std::string_view text) {
    int parts[3] = {};
    const auto words = split(text, '-');
    bool good =
        words.size() == 3 && words[0].size() == 4 && words[1].size() == 2 && words[2].size() == 2;
    for (std::size_t i = 0; good && i < 3; ++i) {
        const auto* const end = words[i].data() + words[i].size();
        const auto read = std::from_chars(words[i].data(), end, parts[i]);
        good = read.ec == std::errc{} && read.ptr == end && parts[i] > 0;
    }
    const Date date{std::chrono::year{parts[0]},
                    std::chrono::month{static_cast<unsigned>(parts[1])},
                    std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!good || !date.ok()) {
        return fail(ErrorCode::data,
                    fmt::format("\"{}\" is no date", text),
                    "write it as YEAR-MONTH-DAY, as in 2026-12-25");
    }
    return date;
}

} // namespace vorrang::calendar
