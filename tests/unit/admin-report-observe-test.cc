#include "daemon/admin/command-line.hh"
#include "daemon/admin/report-observe.hh"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace vorrang::admin;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char* kReport = R"({
  "from": "2026-11-18T14:00:00.000000Z", "until": "2026-11-25T14:00:00.000000Z", "days": 7,
  "channels": [{"key": "help", "address": "help@firm.example", "intake": "observe",
                "zone": "Europe/Berlin"}],
  "mails": 4, "follow_ups": 1, "answered": 2, "unanswered": 2,
  "median_seconds": 1215, "worst_seconds": 5400, "late": 2,
  "by_class": [{"class": "A", "customers": 1, "mails": 2}, {"class": "-", "customers": 2, "mails": 2}],
  "worst": [{"received_at": "2026-11-25T13:00:00.000000Z", "channel": "help", "customer": "heyer",
             "class": "A", "response_due": "2026-11-25T13:42:00.000000Z", "answered_at": null,
             "late_seconds": 1080, "message_id": "<h3@heyer.example>"},
            {"received_at": "2026-07-25T10:59:30.000000Z", "channel": "help", "customer": null,
             "class": "-", "response_due": "2026-07-25T12:00:30.000000Z",
             "answered_at": "2026-07-25T12:10:00.000000Z", "late_seconds": 30, "message_id": "<x>"}],
  "escalations": [{"channel": "help", "at": "amber", "level": 1, "to_channel": null, "mails": 3},
                  {"channel": "help", "at": "response-due", "level": 2, "to_channel": "lead", "mails": 1}],
  "next": [{"response_due": "2026-11-25T13:42:00.000000Z", "class": "A", "customer": "heyer",
            "channel": "help", "received_at": "2026-11-25T13:00:00.000000Z", "message_id": "<h3>"}]
})";

std::string text_of(const boost::json::object& report, const std::string& line = "") {
    return observe_report_text(report, [&](const std::string&) { return line; });
}

} // namespace

TEST(ReportObserve, SaysAllAtFirstSight) {
    const auto text = text_of(boost::json::parse(kReport).as_object(),
                              "postconf -e 'transport_maps = inline:{ { help@firm.example = "
                              "smtp:[127.0.0.1]:10025 } }'");
    for (const auto* const line :
         {"What the desk would have made of the mail to help (help@firm.example) in the last 7 "
          "days, until "
          "2026-11-25 15:00 (Europe/Berlin)\n",
          "\nCame: 4 mails, and 1 more in threads that still waited for an answer\n",
          "\n  class A   2 mails from 1 customer\n  no class  2 mails from 2 senders\n",
          "\nAnswered: 2; not yet: 2\n",
          "\nFirst answer, in opening hours: median 20m, worst 1h30m\n",
          "\nLate: 2 would have missed the promised first answer (late by: opening hours):\n",
          "\n2026-11-25 14:00  heyer     A      2026-11-25 14:42  not yet           18m\n",
          "\n2026-07-25 12:59  unknown   -      2026-07-25 14:00  2026-07-25 14:10  30s\n",
          "\n  3 times at amber: step 1 of help, which stays in the channel\n",
          "\n  1 time at response-due: step 2 of help, to channel lead\n",
          "\nFirst now, as the desk would serve them:\n",
          "`vorrang channel set help --intake auto`",
          "`postconf -e 'transport_maps = inline:{ { help@firm.example = smtp:[127.0.0.1]:10025 } "
          "}'`",
          "firm.example is the desk's domain then"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

TEST(ReportObserve, AnEmptyOneSaysWhatToLookAt) {
    auto report = boost::json::parse(kReport).as_object();
    report["mails"] = 0;
    const auto text = text_of(report);
    EXPECT_THAT(text, HasSubstr("Nothing came to help (help@firm.example) in 7 days."));
    EXPECT_THAT(text, HasSubstr("smtpd_milters"));
    report["channels"] = boost::json::array{};
    EXPECT_THAT(text_of(report), HasSubstr("`vorrang channel set KEY --intake observe`"));
}

TEST(ReportObserve, WithoutAnythingLateItSaysSo) {
    auto report = boost::json::parse(kReport).as_object();
    report["late"] = 0;
    report["worst"] = report["escalations"] = report["next"] = boost::json::array{};
    report["channels"].as_array()[0].as_object()["intake"] = "auto";
    const auto text = text_of(report);
    EXPECT_THAT(text, HasSubstr("Late: none"));
    EXPECT_THAT(text, HasSubstr("Nobody waits"));
    EXPECT_THAT(text, Not(HasSubstr("--intake auto"))); // it is on already
}

TEST(ReportObserve, IsAskedForByItsOptions) {
    EXPECT_TRUE(parse_command_line({"report", "observe"}));
    EXPECT_TRUE(
        parse_command_line({"report", "observe", "--channel", "help", "--days", "30", "--json"}));
    EXPECT_FALSE(parse_command_line({"report", "observe", "--days", "many"}));
    EXPECT_FALSE(parse_command_line({"report"}));
    EXPECT_TRUE(parse_command_line({"channel", "set", "help", "--intake", "observe"}));
    EXPECT_FALSE(parse_command_line({"channel", "set", "help", "--intake", "sometimes"}));
}
