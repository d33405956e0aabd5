#include "core/mail/machine-mail.hh"

#include <gtest/gtest.h>

#include <string>

using vorrang::mail::bounce_report;
using vorrang::mail::machine_kind;

namespace {

std::string kind(std::string_view header, std::string_view sender = "kunde@heyer.example") {
    return std::string(to_text(machine_kind(header, sender)));
}

constexpr std::string_view bounce_header =
    "From: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nAuto-Submitted: auto-replied\r\n"
    "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"B/mx\"\r\n";

constexpr std::string_view bounce_body =
    "--B/mx\r\nContent-Description: Notification\r\n\r\nSorry.\r\n\r\n"
    "--B/mx\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.example\r\nOriginal-Envelope-Id: 17\r\n\r\n"
    "Final-Recipient: rfc822; gone@heyer.example\r\nOriginal-Recipient: "
    "rfc822;Old@heyer.example\r\n"
    "Action: Failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n   no such user\r\n\r\n"
    "Final-Recipient: rfc822; full@heyer.example\r\nAction: delayed\r\nStatus: 4.2.2\r\n\r\n"
    "--B/mx\r\nContent-Type: message/rfc822\r\n\r\n"
    "From: support@desk.example\r\nMessage-ID: <4815.x.17@desk.example>\r\n\r\nHello\r\n"
    "--B/mx--\r\n";

} // namespace

TEST(MachineMail, PeopleAreNoMachines) {
    EXPECT_EQ(kind("From: Ina <kunde@heyer.example>\r\nSubject: Automatic door\r\n"), "");
    EXPECT_EQ(kind("Auto-Submitted: no\r\n"), "");
    EXPECT_EQ(kind("Auto-Submitted: No (a person)\r\n"), "");
    EXPECT_EQ(kind("X-Auto-Response-Suppress: DR, RN, NRN\r\n"), "");
    EXPECT_EQ(kind("Precedence: normal\r\n"), "");
    EXPECT_EQ(kind("Content-Type: multipart/mixed; boundary=x\r\n"), "");
    EXPECT_EQ(kind(""), "");
}

TEST(MachineMail, AutomaticMailIsKnownByItsFields) {
    EXPECT_EQ(kind("Auto-Submitted: auto-replied\r\n"), "auto");
    EXPECT_EQ(kind("auto-submitted: Auto-Generated; owner-email=x\r\n"), "auto");
    EXPECT_EQ(kind("X-Autoreply: yes\r\n"), "auto");
    EXPECT_EQ(kind("X-Autorespond: re\r\n"), "auto");
    EXPECT_EQ(kind("X-Auto-Response-Suppress: All\r\n"), "auto");
    EXPECT_EQ(kind("X-Auto-Response-Suppress: DR, OOF\r\n"), "auto");
    EXPECT_EQ(kind("X-Auto-Response-Suppress: DR,autoreply\r\n"), "auto");
    EXPECT_EQ(kind("Precedence: junk\r\n"), "auto");
    EXPECT_EQ(kind("From: x <No-Reply@shop.example>\r\n"), "auto");
    EXPECT_EQ(kind("From: kunde@heyer.example\r\n", "do.not.reply+77@shop.example"), "auto");
    EXPECT_EQ(kind("From: kunde@heyer.example\r\n", ""), "auto");
    EXPECT_EQ(kind("Content-Type: multipart/report; report-type=disposition-notification\r\n"),
              "auto");
}

TEST(MachineMail, BouncesAreTheirOwnKind) {
    EXPECT_EQ(kind(bounce_header, ""), "bounce");
    EXPECT_EQ(kind(bounce_header, "bounces@x.example"), "bounce");
    EXPECT_EQ(kind("From: Mailer-Daemon <mailer-daemon@x.example>\r\n", ""), "bounce");
    EXPECT_EQ(kind("X-Failed-Recipients: a@b\r\n"), "bounce");
}

TEST(MachineMail, ListsAreKnown) {
    EXPECT_EQ(kind("List-Id: <l.x.example>\r\n"), "list");
    EXPECT_EQ(kind("List-Unsubscribe: <mailto:x>\r\n"), "list");
    EXPECT_EQ(kind("Precedence: Bulk\r\n"), "list");
    EXPECT_EQ(kind("Precedence: list\r\n"), "list");
    EXPECT_EQ(kind("Precedence: bulk\r\nAuto-Submitted: auto-replied\r\n"), "auto");
}

TEST(MachineMail, ABounceNamesRecipientsAndTheOriginal) {
    const auto report = bounce_report(bounce_header, bounce_body);
    EXPECT_EQ(report.original_message_id, "<4815.x.17@desk.example>");
    EXPECT_EQ(report.original_envelope_id, "17");
    ASSERT_EQ(report.recipients.size(), 2u);
    EXPECT_EQ(report.recipients[0].address, "Old@heyer.example");
    EXPECT_EQ(report.recipients[0].action, "failed");
    EXPECT_EQ(report.recipients[0].status, "5.1.1");
    EXPECT_EQ(report.recipients[0].diagnostic, "smtp; 550 5.1.1   no such user");
    EXPECT_EQ(report.recipients[1].address, "full@heyer.example");
}

TEST(MachineMail, ReturnedHeadersAloneAreEnough) {
    const auto report = bounce_report(
        "Content-Type: multipart/report; boundary=b\r\n",
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <o@x>\r\n--b--\r\n");
    EXPECT_EQ(report.original_message_id, "<o@x>");
    EXPECT_TRUE(report.recipients.empty());
}

TEST(MachineMail, WhatIsNoReportGivesNothing) {
    const auto report = bounce_report("Content-Type: text/plain\r\n", bounce_body);
    EXPECT_FALSE(report.original_message_id);
    EXPECT_TRUE(report.recipients.empty());
    EXPECT_TRUE(bounce_report("", "").recipients.empty());
}
