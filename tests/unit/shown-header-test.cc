#include "core/mail/header-fields.hh"
#include "core/mail/shown-header.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace vorrang::mail;

namespace {

constexpr std::string_view prefix = "A 11-22 14:30 [#4815] ";

} // namespace

TEST(ShownHeader, DropsWhatWouldLeadPastTheDesk) {
    const std::string stored = "Return-Path: <a@b>\r\nFrom: a@b\r\nreply-to: evil@x,\r\n more@x\r\n"
                               "References: <r@x>\r\n\t<s@x>\r\nIn-Reply-To: <r@x>\r\n"
                               "Disposition-Notification-To: a@b\r\nReturn-Receipt-To: a@b\r\n"
                               "Mail-Followup-To: a@b\r\nMail-Reply-To: a@b\r\nList-Post: <x>\r\n"
                               "X-VORRANG-Ticket: 1\r\nX-Vorrangig: stays\r\n"
                               "Message-ID: <m@x>\r\nSubject: Outage\r\n";
    EXPECT_EQ(base_header(stored, "<f@x>"),
              "Return-Path: <a@b>\r\nFrom: a@b\r\nX-Vorrangig: stays\r\n"
              "Message-ID: <m@x>\r\nSubject: Outage\r\n");
    EXPECT_EQ(base_header(stored, "<f@x>", ShownIn::conversation),
              "Return-Path: <a@b>\r\nFrom: a@b\r\nReferences: <r@x>\r\n\t<s@x>\r\n"
              "In-Reply-To: <r@x>\r\nX-Vorrangig: stays\r\n"
              "Message-ID: <m@x>\r\nSubject: Outage\r\n");
}

TEST(ShownHeader, AddedReferencesComeFirstAndTheSizeIsTheSum) {
    const std::string added = "Received: x\r\nReferences: <cover.1@x>\r\n";
    const auto shown = [&](const std::string& stored) {
        const auto base = base_header(stored, "<f@x>", ShownIn::conversation);
        const auto out = shown_header(base, added, "");
        EXPECT_EQ(out.size(), base.size() + added.size());
        return out;
    };
    EXPECT_EQ(shown("From: a@b\r\nMessage-ID: <m@x>\r\nSubject: s\r\n"),
              added + "From: a@b\r\nMessage-ID: <m@x>\r\nSubject: s\r\n");
    EXPECT_EQ(shown("From: a@b\r\nReferences: <r@x>\r\n\t<s@x>\r\nIn-Reply-To: <s@x>\r\n"
                    "Message-ID: <m@x>\r\nSubject: s\r\n"),
              added + "            <r@x>\r\n\t<s@x>\r\nFrom: a@b\r\nIn-Reply-To: <s@x>\r\n"
                      "Message-ID: <m@x>\r\nSubject: s\r\n");
    EXPECT_EQ(shown("References: \r\nMessage-ID: <m@x>\r\nSubject: s\r\n"),
              added + "References: \r\nMessage-ID: <m@x>\r\nSubject: s\r\n")
        << "no line of spaces alone";
}

TEST(ShownHeader, GuaranteesMessageIdAndOneSubject) {
    EXPECT_EQ(base_header("", "<f@x>"), "Message-ID: <f@x>\r\nSubject: \r\n");
    EXPECT_EQ(base_header("Message-ID:\r\nSubject:x\r\nSubject: other\r\n", "<f@x>"),
              "Subject: x\r\nMessage-ID: <f@x>\r\n");
    EXPECT_EQ(base_header("Subject:\r\nMessage-ID: <m@x>", "<f@x>"),
              "Subject: \r\nMessage-ID: <m@x>\r\n");
    EXPECT_EQ(base_header("Subject: a\nMessage-ID: <m@x>\n", "<f@x>"),
              "Subject: a\r\nMessage-ID: <m@x>\r\n");
}

TEST(ShownHeader, PutsThePrefixInFrontOfTheOriginalBytes) {
    const auto show = [](std::string_view subject) {
        const std::string base = base_header(
            "Message-ID: <m@x>\r\nSubject" + std::string(subject) + "\r\nTo: x\r\n", "");
        return shown_header(base, "Received: r\r\n", prefix);
    };
    const std::string before = "Received: r\r\nMessage-ID: <m@x>\r\n";
    EXPECT_EQ(show(": Outage"), before + "Subject: A 11-22 14:30 [#4815] Outage\r\nTo: x\r\n");
    EXPECT_EQ(show(":Outage"), before + "Subject: A 11-22 14:30 [#4815] Outage\r\nTo: x\r\n");
    EXPECT_EQ(show(":  =?utf-8?Q?=C3=B6?=\r\n =?utf-8?Q?x?="),
              before + "Subject: A 11-22 14:30 [#4815]  =?utf-8?Q?=C3=B6?=\r\n =?utf-8?Q?x?=\r\n"
                       "To: x\r\n");
    EXPECT_EQ(show(": St\xF6rung"),
              before + "Subject: A 11-22 14:30 [#4815] St\xF6rung\r\nTo: x\r\n");
    EXPECT_EQ(show(":\r\n folded"),
              before + "Subject: A 11-22 14:30 [#4815] \r\n folded\r\nTo: x\r\n");
    EXPECT_EQ(show(":"), before + "Subject: A 11-22 14:30 [#4815] \r\nTo: x\r\n");
}

TEST(ShownHeaderProperty, SizeIsTheSumAndTheBaseIsStable) {
    vorrang::test::check_property([](const std::string& value) {
        const auto name = rc::gen::element<std::string>("Subject",
                                                        "SUBJECT ",
                                                        "References",
                                                        "X-Vorrang-Due",
                                                        "To",
                                                        "Message-ID",
                                                        "Reply-To",
                                                        "");
        std::string stored;
        for (const auto& field : *rc::gen::container<std::vector<std::string>>(name)) {
            stored += field + ":" + value + "\r\n";
        }
        const std::string base = base_header(stored, "<f@x>");
        const std::string added = "Received: r\r\nX-Vorrang-Ticket: 1\r\n";
        const std::string shown = shown_header(base, added, prefix);
        RC_ASSERT(shown.size() == base.size() + added.size() + prefix.size());
        RC_ASSERT(shown.starts_with(added));
        RC_ASSERT(shown.find(prefix) != std::string::npos);
        RC_ASSERT(shown.ends_with("\r\n"));
        RC_ASSERT(base_header(base, "<other@x>") == base);
        int subjects = 0;
        for (const auto& field : split_header(base)) {
            RC_ASSERT(!lower(field.name).starts_with("x-vorrang-"));
            subjects += field.is("subject") ? 1 : 0;
        }
        RC_ASSERT(subjects == 1);
    });
}
