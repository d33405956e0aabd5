#include "daemon/calendar/expansion.hh"
#include "tests/support/property.hh"

#include <date/tz.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace vorrang;
using namespace vorrang::calendar;
using namespace std::chrono;

namespace {

WeeklyHours week_of(std::vector<std::string> lines) {
    return parse_open_lines(lines).value();
}

Hours with_holidays(WeeklyHours week, const std::vector<year_month_day>& holidays) {
    Hours hours{std::move(week), {}, {}};
    for (const auto& date : holidays) {
        hours.holidays[date] = "";
    }
    return hours;
}

std::vector<OpenInterval> expanded(std::vector<std::string> lines,
                                   const char* zone,
                                   sys_days first,
                                   sys_days last,
                                   std::vector<year_month_day> holidays = {}) {
    return expand(with_holidays(week_of(std::move(lines)), holidays), zone, first, last).value();
}

seconds open_time(const std::vector<OpenInterval>& intervals) {
    seconds total{0};
    for (const auto& interval : intervals) {
        total += interval.closes - interval.opens;
    }
    return total;
}

} // namespace

TEST(OpenLines, AreReadAsDaysAndSpans) {
    const auto hours = week_of({"Mon-Fri 09:00-12:00 13:00-17:00", "sat 10:00-24:00"});
    EXPECT_EQ(hours.days[0], (std::vector<DaySpan>{{9h, 12h}, {13h, 17h}}));
    EXPECT_EQ(hours.days[4], hours.days[0]);
    EXPECT_EQ(hours.days[5], (std::vector<DaySpan>{{10h, 24h}}));
    EXPECT_TRUE(hours.days[6].empty());
    EXPECT_FALSE(hours.always);
}

TEST(OpenLines, DaysMayBeListedAndRunOverTheWeeksEnd) {
    const auto hours = week_of({"Sat-Mon,Wed 09:00-10:00"});
    for (const int day : {0, 2, 5, 6}) {
        EXPECT_EQ(hours.days[static_cast<std::size_t>(day)].size(), 1u) << day;
    }
    EXPECT_TRUE(hours.days[1].empty());
}

TEST(OpenLines, SpansThatTouchOrOverlapAreOne) {
    const auto hours = week_of({"Mon 13:00-17:00 09:00-12:00", "Mon 11:00-13:00"});
    EXPECT_EQ(hours.days[0], (std::vector<DaySpan>{{9h, 17h}}));
}

TEST(OpenLines, OtherFormsAreRefused) {
    for (const char* line : {"",
                             "Mon-Fri",
                             "09:00-17:00",
                             "Mon 17:00-09:00",
                             "Mon 09:00-09:00",
                             "Mon 9-17",
                             "Mon 09:00-24:01",
                             "Mon 09:60-10:00",
                             "Mon 24:00-24:00",
                             "Mon 09:00",
                             "Mon 09:00-10:00-11:00",
                             "Mon-Tue-Wed 09:00-10:00",
                             "Mo 09:00-10:00",
                             "Mon -9:00-10:00",
                             "Mon,,Tue 09:00-10:00",
                             "always Mon"}) {
        EXPECT_FALSE(parse_open_lines(std::vector<std::string>{line})) << line;
    }
}

TEST(CalendarExpansion, AlwaysIsOneInterval) {
    const auto out = expanded({"always"}, "Europe/Berlin", 2026y / 1 / 1, 2027y / 1 / 1);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out.front().opens.time_since_epoch().count(), 0);
    EXPECT_EQ(out.front().closes.time_since_epoch().count(), 7258118400);
}

TEST(CalendarExpansion, HoursFollowTheZoneThroughTheYear) {
    const auto winter =
        expanded({"Mon 09:00-17:00"}, "Europe/Berlin", 2026y / 1 / 5, 2026y / 1 / 6);
    const auto summer =
        expanded({"Mon 09:00-17:00"}, "Europe/Berlin", 2026y / 7 / 6, 2026y / 7 / 7);
    EXPECT_EQ(
        winter,
        (std::vector<OpenInterval>{{sys_days{2026y / 1 / 5} + 8h, sys_days{2026y / 1 / 5} + 16h}}));
    EXPECT_EQ(
        summer,
        (std::vector<OpenInterval>{{sys_days{2026y / 7 / 6} + 7h, sys_days{2026y / 7 / 6} + 15h}}));
}

TEST(CalendarExpansion, ALocalTimeThatComesTwiceIsTheFirst) {
    // 2025-10-26 03:00 CEST becomes 02:00 CET: 02:30 comes at 00:30Z and at 01:30Z.
    const auto day = sys_days{2025y / 10 / 26};
    const auto opens = expanded({"Sun 02:30-04:00"}, "Europe/Berlin", day, day + days{1});
    EXPECT_EQ(opens, (std::vector<OpenInterval>{{day + 30min, day + 3h}}));
    const auto closes = expanded({"Sun 01:00-02:30"}, "Europe/Berlin", day, day + days{1});
    EXPECT_EQ(closes, (std::vector<OpenInterval>{{day - 1h, day + 30min}}));
}

TEST(CalendarExpansion, ALocalTimeThatIsSkippedIsTheMomentOfTheSkip) {
    // 2025-03-30 02:00 CET becomes 03:00 CEST, at 01:00Z.
    const auto day = sys_days{2025y / 3 / 30};
    EXPECT_EQ(expanded({"Sun 02:30-04:00"}, "Europe/Berlin", day, day + days{1}),
              (std::vector<OpenInterval>{{day + 1h, day + 2h}}));
    EXPECT_TRUE(expanded({"Sun 02:15-02:45"}, "Europe/Berlin", day, day + days{1}).empty());
}

TEST(CalendarExpansion, HolidaysAreClosed) {
    const std::vector<year_month_day> holidays{2026y / 12 / 25};
    const auto out =
        expanded({"Mon-Fri 09:00-10:00"}, "UTC", 2026y / 12 / 24, 2026y / 12 / 29, holidays);
    ASSERT_EQ(out.size(), 2u); // Thursday and Monday
    EXPECT_EQ(out[0].opens, sys_days{2026y / 12 / 24} + 9h);
    EXPECT_EQ(out[1].opens, sys_days{2026y / 12 / 28} + 9h);
    const auto always = expanded({"always"}, "UTC", 2026y / 12 / 24, 2026y / 12 / 27, holidays);
    EXPECT_EQ(open_time(always), 48h);
}

TEST(CalendarExpansion, ADaysOwnHoursGoBeforeHolidayAndWeek) {
    Hours hours =
        with_holidays(week_of({"Mon-Fri 09:00-17:00"}), {2026y / 12 / 24, 2026y / 12 / 25});
    hours.exceptions =
        parse_exceptions(std::vector<std::string>{"2026-12-24 09:00-12:00", // half a day
                                                  "2026-12-26 10:00-14:00", // a special Saturday
                                                  "2026-12-28 closed"})
            .value();
    const auto out = expand(hours, "UTC", 2026y / 12 / 24, 2026y / 12 / 30).value();
    ASSERT_EQ(out.size(), 3u);
    EXPECT_EQ(out[0].closes, sys_days{2026y / 12 / 24} + 12h);
    EXPECT_EQ(out[1].opens, sys_days{2026y / 12 / 26} + 10h);
    EXPECT_EQ(out[2].opens, sys_days{2026y / 12 / 29} + 9h);
    EXPECT_EQ(open_time(out), 3h + 4h + 8h);
}

TEST(CalendarExpansion, AlwaysWithAHalfDayIsOpenAllOtherDays) {
    Hours hours{week_of({"always"}), {}, {}};
    hours.exceptions = parse_exceptions(std::vector<std::string>{"2026-12-24 00:00-14:00"}).value();
    EXPECT_EQ(open_time(expand(hours, "UTC", 2026y / 12 / 23, 2026y / 12 / 26).value()), 62h);
}

TEST(CalendarExpansion, Zammad3180NoMinuteIsLostAtMidnight) {
    const auto out =
        expanded({"Mon-Sun 00:00-24:00"}, "Europe/Berlin", 2026y / 1 / 1, 2026y / 1 / 31);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(open_time(out), 30 * 24h);
    // Up to 23:59 is what it says: a minute a day less.
    const auto less =
        expanded({"Mon-Sun 00:00-23:59"}, "Europe/Berlin", 2026y / 1 / 1, 2026y / 1 / 31);
    EXPECT_EQ(open_time(less), 30 * (24h - 1min));
}

TEST(OpenLines, ExceptionsInOtherFormsAreRefused) {
    for (const char* line : {"2026-12-24",
                             "2026-13-01 09:00-10:00",
                             "Mon 09:00-10:00",
                             "2026-12-24 closed 09:00-10:00",
                             "2026-12-24 9-12",
                             "2026-12-24 always"}) {
        EXPECT_FALSE(parse_exceptions(std::vector<std::string>{line})) << line;
    }
    EXPECT_FALSE(parse_exceptions(
        std::vector<std::string>{"2026-12-24 09:00-10:00", "2026-12-24 11:00-12:00"}));
}

TEST(CalendarExpansion, AWeekWithoutABreakIsOneInterval) {
    const auto out =
        expanded({"Mon-Sun 00:00-24:00"}, "America/New_York", 2026y / 1 / 1, 2027y / 1 / 1);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out.front().opens, sys_days{2026y / 1 / 1} + 5h);
}

TEST(CalendarExpansion, AnUnknownZoneIsAnErrorAndNoCrash) {
    const auto out = expand(with_holidays(week_of({"always"}), {}), "Mars/Olympus", {}, {});
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::data);
    EXPECT_FALSE(check_zone("../../etc/passwd"));
    EXPECT_TRUE(check_zone("Europe/Berlin"));
}

namespace {

/// Any week: up to three spans a day, in minutes.
rc::Gen<WeeklyHours> any_week() {
    return rc::gen::exec([] {
        std::vector<std::string> lines;
        for (const char* day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}) {
            for (int span = *rc::gen::inRange(0, 4); span > 0; --span) {
                const int from = *rc::gen::inRange(0, 1440);
                const int to = *rc::gen::inRange(from + 1, 1441);
                char text[64];
                std::snprintf(text,
                              sizeof text,
                              "%s %02d:%02d-%02d:%02d",
                              day,
                              from / 60,
                              from % 60,
                              to / 60,
                              to % 60);
                lines.emplace_back(text);
            }
        }
        return parse_open_lines(lines).value();
    });
}

const char* any_zone() {
    return *rc::gen::element("UTC",
                             "Europe/Berlin",
                             "America/New_York",
                             "Australia/Lord_Howe",
                             "Asia/Kathmandu",
                             "America/Sao_Paulo",
                             "Africa/Casablanca");
}

} // namespace

TEST(CalendarExpansion, IntervalsAscendAndNeverTouch) {
    vorrang::test::check_property([] {
        const auto hours = *any_week();
        const auto first = sys_days{2015y / 1 / 1} + days{*rc::gen::inRange(0, 6000)};
        const auto out =
            expand(with_holidays(hours, {}), any_zone(), first, first + days{30}).value();
        for (std::size_t i = 0; i < out.size(); ++i) {
            RC_ASSERT(out[i].opens < out[i].closes);
            if (i > 0) { // RC_ASSERT's operators do not short-circuit
                RC_ASSERT(out[i - 1].closes < out[i].opens);
            }
        }
    });
}

TEST(CalendarExpansion, TwoSpansOfDaysAreTheirSum) {
    vorrang::test::check_property([] {
        const auto hours = *any_week();
        const auto* const zone = any_zone();
        const auto first = sys_days{2015y / 1 / 1} + days{*rc::gen::inRange(0, 6000)};
        const auto middle = first + days{*rc::gen::inRange(0, 20)};
        const auto last = middle + days{*rc::gen::inRange(0, 20)};
        const auto part = [&](sys_days from, sys_days to) {
            return open_time(expand(with_holidays(hours, {}), zone, from, to).value());
        };
        RC_ASSERT(part(first, middle) + part(middle, last) == part(first, last));
    });
}

TEST(CalendarExpansion, WithoutClockChangesAWeekIsOpenAsLongAsItsLinesSay) {
    vorrang::test::check_property([] {
        const auto hours = *any_week();
        const auto* const zone = *rc::gen::element("UTC", "Asia/Kathmandu");
        const auto first = sys_days{2015y / 1 / 1} + days{*rc::gen::inRange(0, 6000)};
        seconds said{0};
        for (const auto& day : hours.days) {
            for (const auto& span : day) {
                said += span.to - span.from;
            }
        }
        RC_ASSERT(
            open_time(expand(with_holidays(hours, {}), zone, first, first + weeks{1}).value()) ==
            said);
    });
}

TEST(CalendarExpansion, EveryZoneOfEveryDayFrom2024To2030KeepsTheRules) {
    // All zones of the machine, all clock changes of these years: intervals ascend, none is longer
    // than its local hours by more than a change of the clock, and a day without a change has
    // exactly them.
    const auto week = week_of({"Mon-Sun 00:00-06:00 08:30-24:00"});
    const Hours hours = with_holidays(week, {});
    std::size_t zones = 0;
    for (const auto& zone : date::get_tzdb().zones) {
        const auto out = expand(hours, zone.name(), 2024y / 1 / 1, 2031y / 1 / 1).value();
        seconds total{0};
        for (std::size_t i = 0; i < out.size(); ++i) {
            ASSERT_LT(out[i].opens, out[i].closes) << zone.name();
            if (i > 0) {
                ASSERT_LT(out[i - 1].closes, out[i].opens) << zone.name();
            }
            const auto length = out[i].closes - out[i].opens;
            ASSERT_LE(length, 21h + 30min + 2h) << zone.name(); // 08:30 to 06:00 of the next day
            total += length;
        }
        // What one change takes another gives back, but for a zone that ends the years elsewhere,
        // and for hours that are shut at night when the clock moves.
        EXPECT_LE(abs(total - 2557 * (21h + 30min)), 48h) << zone.name();
        ++zones;
    }
    EXPECT_GT(zones, 300u);
}

TEST(CalendarExpansion, NoHolidayOfAnyYearIsOpen) {
    vorrang::test::check_property([] {
        const auto first = sys_days{2020y / 1 / 1} + days{*rc::gen::inRange(0, 3000)};
        const auto holiday = first + days{*rc::gen::inRange(0, 14)};
        const std::vector<year_month_day> holidays{holiday};
        const auto out =
            expand(with_holidays(*any_week(), holidays), "UTC", first, first + days{14}).value();
        for (const auto& interval : out) {
            RC_ASSERT(interval.closes <= holiday || interval.opens >= holiday + days{1});
        }
    });
}
