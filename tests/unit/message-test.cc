#include "core/mail/clean-text.hh"
#include "core/mail/message.hh"
#include "tests/support/cpu-clock.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using namespace std::string_literals;
using vorrang::mail::Message;
using vorrang::mail::message_ids;
using vorrang::mail::parse_message;

TEST(Message, SaysWhatAnOrdinaryHeaderSays) {
    const Message message = parse_message("From: \"Ina Heyer\" <Kunde@Heyer.Example>\r\n"
                                          "To: support@desk.example\r\n"
                                          "Cc: Partner <info@partner.example>,\r\n x@y.example\r\n"
                                          "Subject: =?utf-8?Q?St=C3=B6rung?= im\r\n Lager\r\n"
                                          "Date: Sat, 22 Nov 2025 14:30:00 +0100\r\n"
                                          "Message-ID: <1@heyer.example>\r\n"
                                          "In-Reply-To: <b@x>\r\n"
                                          "References: <a@x>\r\n <b@x> <c@x>\r\n");
    EXPECT_EQ(message.from_count, 1u);
    EXPECT_EQ(message.from.at(0).key(), "kunde@heyer.example");
    EXPECT_EQ(message.from.at(0).display, "Ina Heyer");
    EXPECT_EQ(message.to.at(0).key(), "support@desk.example");
    EXPECT_EQ(message.cc.size(), 2u);
    EXPECT_EQ(message.subject, "Störung im Lager");
    EXPECT_EQ(message.message_id, "<1@heyer.example>");
    EXPECT_EQ(message.answered_ids(), (std::vector<std::string>{"<b@x>", "<c@x>", "<a@x>"}));
    EXPECT_EQ(message.date->time_since_epoch(), std::chrono::seconds(1763818200));
    EXPECT_FALSE(message.over_cap);
}

TEST(Message, CountsEveryFromThatIsClaimed) {
    EXPECT_EQ(parse_message("From: a@x.example\nFrom: b@x.example\n").from_count, 2u);
    EXPECT_EQ(parse_message("From: a@x.example, b@x.example\n").from_count, 2u);
    EXPECT_EQ(parse_message("From: a@x.example\nFROM : garbage\n").from_count, 2u);
    EXPECT_EQ(parse_message("From: a@x.example\nFrom:\n").from_count, 2u);
    EXPECT_EQ(parse_message("From: nobody\n").from_count, 0u);
    EXPECT_EQ(parse_message("To: a@x.example\n").from_count, 0u);
    std::string hidden = "From: a@x.example\n";
    for (int i = 0; i < 2000; ++i) {
        hidden += "X-Fill: 1\n";
    }
    EXPECT_EQ(parse_message(hidden + "From: b@x.example\n").from_count, 2u);
}

TEST(Message, SubjectIsCleanUtf8WhateverCame) {
    EXPECT_EQ(parse_message("Subject: St\xF6rung \x80 5\r\n").subject, "Störung € 5");
    EXPECT_EQ(parse_message("Subject: Störung\r\n").subject, "Störung");
    EXPECT_EQ(parse_message("Subject: a\0b\x1b[31m\r\n"s).subject, "a b [31m");
    EXPECT_EQ(parse_message("Subject: =?utf-8?Q?a=0D=0ABcc=3A_x?=\r\n").subject, "a Bcc: x");
    EXPECT_EQ(parse_message("Subject: =?utf-8?Q?=FF=FE?=\r\n").subject.find('\xFF'),
              std::string::npos);
    EXPECT_EQ(
        parse_message("Subject: =?iso-8859-1?Q?Gr=FC=DFe?= =?iso-8859-1?Q?_aus?=\r\n").subject,
        "Grüße aus");
    EXPECT_EQ(parse_message("Subject: =?x-none?Q?=FC?=\r\n").subject, "ü");
    EXPECT_EQ(parse_message("Subject: first\nSubject: second\n").subject, "first");
    EXPECT_EQ(parse_message("").subject, "");
}

TEST(Message, IdsAreFoundInTheirMess) {
    EXPECT_EQ(parse_message("Message-ID: bare@x\r\n").message_id, "<bare@x>");
    EXPECT_FALSE(parse_message("Message-ID: \r\n").message_id);
    EXPECT_FALSE(parse_message("Message-ID: <>\r\n").message_id);
    EXPECT_FALSE(parse_message("From: a@b\r\n").message_id);
    EXPECT_EQ(message_ids(" your mail <a@x> of <b\r\n @x> <<c@x> d@x>", 10),
              (std::vector<std::string>{"<a@x>", "<b@x>", "<c@x>"}));
    EXPECT_EQ(message_ids("<a@x><b@x>", 1), (std::vector<std::string>{"<b@x>"}));
    EXPECT_TRUE(message_ids("<" + std::string(2000, 'x') + ">", 5).empty());
}

TEST(Message, LongReferencesKeepTheNewest) {
    std::string value = "References:";
    for (int i = 0; i < 500; ++i) {
        value += " <" + std::to_string(i) + "@x>\r\n";
    }
    const Message message = parse_message(value);
    ASSERT_EQ(message.references.size(), vorrang::mail::reference_limit);
    EXPECT_EQ(message.references.back(), "<499@x>");
    EXPECT_EQ(message.answered_ids().front(), "<499@x>");
    EXPECT_EQ(message.answered_ids().size(), vorrang::mail::reference_limit);
}

// Ten mails of the bad kind: the facts must be right, in bounded time.
TEST(Message, SurvivesAHeaderOf200Kilobytes) {
    const std::string header = "From: kunde@heyer.example\r\nX-Long: " + std::string(200000, 'x') +
                               "\r\nSubject: still here\r\n";
    const Message message = parse_message(header);
    EXPECT_EQ(message.from.at(0).key(), "kunde@heyer.example");
    EXPECT_EQ(message.subject, "still here");
    EXPECT_FALSE(message.over_cap);
}

TEST(Message, FlagsWhatIsOverItsCaps) {
    EXPECT_TRUE(parse_message("X: " + std::string(300000, 'x') + "\r\n").over_cap);
    std::string many = "From: a@x.example\r\n";
    for (int i = 0; i < 1500; ++i) {
        many += "X-Y: z\r\n";
    }
    EXPECT_TRUE(parse_message(many).over_cap);
    EXPECT_EQ(parse_message(many).from_count, 1u);
    std::string to = "To: a0@x.example";
    for (int i = 1; i < 300; ++i) {
        to += ",\r\n a" + std::to_string(i) + "@x.example";
    }
    EXPECT_TRUE(parse_message(to).over_cap);
    EXPECT_EQ(parse_message(to).to.size(), vorrang::mail::address_limit);
}

TEST(Message, BareLineFeedsAndRubbishLinesDoNoHarm) {
    const Message message =
        parse_message("no colon here\nFrom: a@x.example\n: empty name\nSubject:x\nX Y: z\n");
    EXPECT_EQ(message.from.at(0).key(), "a@x.example");
    EXPECT_EQ(message.subject, "x");
}

TEST(Message, ReadsOnlyTheHeaderOfASpooledMail) {
    vorrang::mail::RawMail mail("/tmp");
    ASSERT_TRUE(mail.add_header("From", " a@x.example"));
    ASSERT_TRUE(mail.add_body(std::string(20 << 20, 'x')));
    EXPECT_EQ(parse_message(mail).value().from_count, 1u);
}

TEST(Message, TakesLinearTimeForHostileHeaders) {
    using Clock = vorrang::test::CpuClock;
    for (const char* field :
         {"Subject", "From", "To", "References", "Message-ID", "Date", "Sender"}) {
        for (const char* piece :
             {"=?utf-8?Q?a?= ", "=?", "<", ">", "<a>", "(", "a:", "\xff", "\""}) {
            std::string value = std::string(field) + ": ";
            while (value.size() < 250000) {
                value += piece;
            }
            const auto start = Clock::now();
            const Message message = parse_message(value + "\r\n");
            EXPECT_LT(Clock::now() - start, std::chrono::seconds(1)) << field << piece;
            EXPECT_TRUE(vorrang::mail::is_utf8(message.subject));
        }
    }
}
