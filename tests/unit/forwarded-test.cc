#include "core/mail/forwarded.hh"

#include <gtest/gtest.h>

#include <string>

using namespace vorrang::mail;

namespace {

std::string sender(std::string_view text) {
    const auto original = inline_original(text);
    return original ? original->from.key() + "|" + original->from.display + "|" + original->subject
                    : "(none)";
}

} // namespace

// U-08: inline forwards as the clients write them.
TEST(Forwarded, InlineNamesTheOriginalsSender) {
    const std::string wanted = "ina@heyer.example|Ina Heyer|Outage";
    EXPECT_EQ(sender("FYI\n\n---------- Forwarded message ---------\nFrom: Ina Heyer "
                     "<ina@heyer.example>\nDate: Wed, Nov 25, 2026 at 10:00 AM\nSubject: "
                     "Outage\nTo: <anna@staff.example>\n\nIt is down.\n"),
              wanted);
    EXPECT_EQ(sender("---------- Forwarded message ---------\nVon: Ina Heyer "
                     "<ina@heyer.example>\nDate: Mi., 25. Nov. 2026 um 10:00 Uhr\nSubject: "
                     "Outage\nTo: anna@staff.example\n"),
              wanted);
    EXPECT_EQ(sender("Begin forwarded message:\n\n> From: Ina Heyer <ina@heyer.example>\n> "
                     "Subject: Outage\n> Date: 25 November 2026\n> To: anna@staff.example\n"),
              wanted);
    EXPECT_EQ(sender("Anfang der weitergeleiteten Nachricht:\n\n*Von:* Ina Heyer "
                     "<ina@heyer.example>\n*Betreff:* Outage\n*Datum:* 25. November 2026\n"),
              wanted);
    EXPECT_EQ(sender("-------- Forwarded Message --------\nSubject: \tOutage\nDate: \tWed, 25 Nov "
                     "2026\nFrom: \tIna Heyer <ina@heyer.example>\nTo: \tanna@staff.example\n"),
              wanted);
    EXPECT_EQ(sender("-------- Weitergeleitete Nachricht --------\nBetreff: \tOutage\nDatum: "
                     "\tMi\nVon: \tIna Heyer <ina@heyer.example>\nAn: \tanna@staff.example\n"),
              wanted);
    EXPECT_EQ(sender("Please see below.\n\nFrom: Ina Heyer [mailto:ina@heyer.example]\nSent: "
                     "Wednesday, November 25, 2026 10:00\nTo: Anna\nSubject: Outage\n"),
              wanted);
    EXPECT_EQ(sender("Von: Ina Heyer <ina@heyer.example> \nGesendet: Mittwoch, 25. November "
                     "2026\nAn: Anna\nBetreff: Outage\n"),
              wanted);
}

TEST(Forwarded, TheFirstBlockCountsAndProseIsNone) {
    EXPECT_EQ(sender("From: A <a@one.example>\nTo: x\nSubject: S\n\nFrom: B <b@two.example>\nTo: "
                     "y\n"),
              "a@one.example|A|S");
    EXPECT_EQ(sender("From: the cellar came a noise\nTo: our surprise\n"), "(none)");
    EXPECT_EQ(sender("From: a@one.example\n\nTo: x\n"), "(none)");
    EXPECT_EQ(sender("Hello\n"), "(none)");
}

TEST(Forwarded, MarksAreTakenOffTheSubject) {
    for (const char* subject : {"Fwd: Outage", "WG: Outage", "FW: Outage", "fwd: WG: Outage"}) {
        EXPECT_TRUE(has_forward_mark(subject)) << subject;
        EXPECT_EQ(without_forward_marks(subject), "Outage") << subject;
    }
    EXPECT_FALSE(has_forward_mark("Re: Fwd: Outage"));
    EXPECT_EQ(without_forward_marks("Forward march"), "Forward march");
}

TEST(Forwarded, TheOneAttachedMailIsGivenByteForByte) {
    const std::string header = "From: anna@staff.example\r\nContent-Type: multipart/mixed; "
                               "boundary=x\r\n";
    const std::string original = "From: Ina Heyer <ina@heyer.example>\r\nSubject: "
                                 "=?utf-8?q?St=C3=B6rung?=\r\nMessage-ID: <1@heyer.example>\r\n"
                                 "\r\n  It is down.\r\n\r\nIna";
    const std::string part = "--x\r\nContent-Type: message/rfc822\r\n\r\n" + original + "\r\n";
    const std::string text = "--x\r\n\r\nFYI\r\n";
    const std::string body = text + part + "--x--\r\n";
    const auto found = attached_original(header, body);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->from.key(), "ina@heyer.example");
    EXPECT_EQ(found->subject, "Störung");
    ASSERT_TRUE(found->header);
    EXPECT_EQ(std::string(*found->header) + "\r\n" + std::string(found->body), original);
    EXPECT_FALSE(attached_original(header, text + part + part + "--x--\r\n")) << "two are a choice";
    EXPECT_FALSE(attached_original(header, text + "--x--\r\n"));
}
