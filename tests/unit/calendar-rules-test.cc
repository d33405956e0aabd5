#include "daemon/calendar/holidays.hh"
#include "daemon/calendar/rules-json.hh"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

using namespace vorrang;
using namespace vorrang::calendar;
using namespace std::chrono;

namespace {

const Instant kNow = sys_days{2026y / 11 / 25} + 10h;

std::pair<sys_seconds, sys_seconds> reach(const char* rules) {
    const auto intervals = intervals_of(boost::json::parse(rules).as_object(), kNow).value();
    return {sys_seconds{seconds{intervals.front().at(0).as_int64()}},
            sys_seconds{seconds{intervals.back().at(1).as_int64()}}};
}

std::string calendar_file(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + events +
           "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

HolidayFile holidays(const std::string& events) {
    return read_holidays(calendar_file(events), 2026y / 1 / 1, 2029y / 1 / 1).value();
}

} // namespace

TEST(CalendarRules, IntervalsReachFromAYearBeforeToTenYearsAfter) {
    const auto [first, last] =
        reach(R"({"zone":"UTC","open":["Mon-Fri 09:00-17:00"],"holidays":[]})");
    EXPECT_LT(first, kNow - days{362});
    EXPECT_EQ(floor<days>(last),
              sys_days{2036y / 11 / 28}); // the last opening before December 2036
}

TEST(CalendarRules, AnExpansionGoesOnFromWhereItBegan) {
    const auto [first, last] = reach(
        R"({"zone":"UTC","open":["Mon-Fri 09:00-17:00"],"expanded_from":"2020-03-02T09:00:00Z"})");
    EXPECT_EQ(first, sys_days{2020y / 3 / 2} + 9h);
    EXPECT_GT(last, kNow + days{3648});
}

TEST(CalendarRules, HolidaysMayHaveNames) {
    const auto hours =
        hours_of(
            boost::json::parse(
                R"({"open":["Mon 09:00-10:00"],"holidays":["2026-12-25 Christmas Day","2026-12-26"]})")
                .as_object())
            .value();
    EXPECT_EQ(hours.holidays.at(2026y / 12 / 25), "Christmas Day");
    EXPECT_EQ(hours.holidays.at(2026y / 12 / 26), "");
    EXPECT_FALSE(hours_of(boost::json::parse(R"({"holidays":["Christmas"]})").as_object()));
}

TEST(Holidays, WholeDaysRepeatAndLastAsTheirRulesSay) {
    const auto file = holidays(
        event("DTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270501\r\n"
              "SUMMARY:Labour Day\r\n") +
        event("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\r\n"));
    EXPECT_EQ(file.days,
              (std::vector<NamedDay>{{2026y / 5 / 1, "Labour Day"},
                                     {2026y / 12 / 24, "Christmas"},
                                     {2026y / 12 / 25, "Christmas"},
                                     {2026y / 12 / 26, "Christmas"},
                                     {2028y / 5 / 1, "Labour Day"}}));
}

TEST(Holidays, EasterMondayByARuleOfRdates) {
    const auto file = holidays(event("DTSTART;VALUE=DATE:20260406\r\nRDATE;VALUE=DATE:20270329\r\n"
                                     "SUMMARY:Easter Monday\r\n"));
    EXPECT_EQ(file.days,
              (std::vector<NamedDay>{{2026y / 4 / 6, "Easter Monday"},
                                     {2027y / 3 / 29, "Easter Monday"}}));
}

TEST(Holidays, TimedAndCancelledEventsAreNone) {
    const auto file = holidays(
        event("DTSTART:20260601T100000Z\r\nDTEND:20260601T110000Z\r\nSUMMARY:Meeting\r\n") +
        event("DTSTART;VALUE=DATE:20260602\r\nSTATUS:CANCELLED\r\nSUMMARY:Off\r\n"));
    EXPECT_TRUE(file.days.empty());
    EXPECT_EQ(file.timed, 1);
    EXPECT_EQ(file.cancelled, 1);
}

TEST(Holidays, TwoNamesOfOneDayAreBothSaid) {
    const auto file = holidays(event("DTSTART;VALUE=DATE:20261001\r\nSUMMARY:One\r\n") +
                               event("DTSTART;VALUE=DATE:20261001\r\nSUMMARY:Two\\, too\r\n"));
    EXPECT_EQ(file.days, (std::vector<NamedDay>{{2026y / 10 / 1, "One, Two, too"}}));
}

TEST(Holidays, WhatIsNoCalendarIsSaidSo) {
    for (const char* text : {"", "hello", "BEGIN:VCARD\r\nEND:VCARD\r\n"}) {
        EXPECT_FALSE(read_holidays(text, 2026y / 1 / 1, 2027y / 1 / 1)) << text;
    }
    // Broken inside, and endless: neither a crash nor a loop.
    EXPECT_TRUE(
        holidays(event("DTSTART;VALUE=DATE:99999999\r\nRRULE:FREQ=NEVER\r\n")).days.empty());
    EXPECT_EQ(holidays(event("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY\r\n")).days.size(),
              1096u);
}
