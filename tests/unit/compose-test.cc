#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/compose.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/machine-mail.hh"
#include "core/mail/message.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <set>
#include <string>

using namespace std::string_literals;
using namespace vorrang::mail;
using vorrang::ErrorCode;
using vorrang::Instant;

namespace {

const std::string token = "abcdefghijklmnopqrstuv2345";
const Instant now{std::chrono::seconds(1763818200)}; // 2025-11-22 14:30 in Berlin

StandardJob job() {
    StandardJob out;
    out.ticket = {4815, token};
    out.outbox_id = 17;
    out.channel = {"Support", "support@desk.example", "Europe/Berlin"};
    out.to = {"Ina Heyer", "kunde", "heyer.example"};
    out.customer_subject = "Outage reported";
    out.message_id = "<1@heyer.example>";
    out.references = {"<0@heyer.example>"};
    out.response_due = now + std::chrono::minutes(42);
    return out;
}

std::string field(const ComposedMail& mail, std::string_view name) {
    const auto value = find_field(split_header(mail.header), name);
    return value ? unfold(*value) : "(none)";
}

std::string text(const ComposedMail& mail) {
    return body_text(mail.header, mail.body);
}

} // namespace

TEST(Confirmation, SaysNumberAndTimeInTheCustomersThread) {
    const auto mail = compose_standard(job(), now).value();
    EXPECT_EQ(field(mail, "From"), "\"Support\" <support@desk.example>");
    EXPECT_EQ(field(mail, "To"), "\"Ina Heyer\" <kunde@heyer.example>");
    EXPECT_EQ(field(mail, "Subject"), "Re: Outage reported [#4815]");
    EXPECT_EQ(field(mail, "Reply-To"), "support+4815." + token + "@desk.example");
    EXPECT_EQ(field(mail, "Message-ID"), "<4815." + token + ".17@desk.example>");
    EXPECT_EQ(field(mail, "In-Reply-To"), "<1@heyer.example>");
    EXPECT_EQ(field(mail, "References"), "<0@heyer.example> <1@heyer.example>");
    EXPECT_EQ(field(mail, "Auto-Submitted"), "auto-replied");
    EXPECT_EQ(field(mail, "X-Auto-Response-Suppress"), "All");
    EXPECT_EQ(field(mail, "Date"), "Sat, 22 Nov 2025 13:30:00 +0000");
    EXPECT_EQ(field(mail, "Content-Type"), "multipart/alternative; boundary=\"=_4815.17=\"");
    EXPECT_NE(mail.body.find("<p>Hello Ina Heyer,</p>"), std::string::npos) << "CC-05: HTML too";
    EXPECT_EQ(mail.message_id, field(mail, "Message-ID"));
    EXPECT_EQ(mail.subject, "Re: Outage reported [#4815]");
    EXPECT_EQ(text(mail),
              "Hello Ina Heyer,\n\nwe have received your message \"Outage reported\".\n"
              "Its number is [#4815].\n"
              "You can expect our answer by Saturday, 22 November 2025, 15:12 (CET).\n\n"
              "To add something, simply reply to this mail.\n\nSupport\n");
    EXPECT_EQ(machine_kind(mail.header, ""), MachineKind::automatic);
}

TEST(Confirmation, SpeaksGermanInAsciiBytes) {
    auto german = job();
    german.letter.language = "de-AT";
    german.customer_subject = "Störung";
    const auto mail = compose_standard(german, now).value();
    EXPECT_EQ(parse_message(mail.header).subject, "Re: Störung [#4815]");
    EXPECT_TRUE(is_ascii(mail.whole()));
    EXPECT_NE(text(mail).find("bis Samstag, 22. November 2025, 15:12 Uhr (CET) rechnen"),
              std::string::npos);
    EXPECT_NE(text(mail).find("Sie können"), std::string::npos);
}

TEST(Confirmation, GivesStrangersAFixedTextWithoutTheirWords) {
    auto stranger = job();
    stranger.known = false;
    stranger.to.display = "Buy pills";
    const auto mail = compose_standard(stranger, now).value();
    EXPECT_EQ(field(mail, "Subject"), "We have received your message [#4815]");
    EXPECT_EQ(field(mail, "To"), "kunde@heyer.example");
    EXPECT_EQ(mail.whole().find("Outage"), std::string::npos);
    EXPECT_EQ(mail.whole().find("pills"), std::string::npos);
    EXPECT_NE(text(mail).find("[#4815]"), std::string::npos);
}

TEST(Confirmation, PromisesNothingWithoutADueAndThreadsWithoutAnId) {
    auto bare = job();
    bare.response_due.reset();
    bare.message_id.reset();
    bare.references.clear();
    const auto mail = compose_standard(bare, now).value();
    EXPECT_EQ(text(mail).find("expect"), std::string::npos);
    EXPECT_EQ(field(mail, "In-Reply-To"), "(none)");
    EXPECT_EQ(field(mail, "References"), "(none)");
}

TEST(Closing, SaysThatItIsClosedAndHowToReopen) {
    auto closing = job();
    closing.kind = StandardMail::closing;
    const auto mail = compose_standard(closing, now).value();
    EXPECT_EQ(field(mail, "Subject"), "Re: Outage reported [#4815]");
    EXPECT_EQ(field(mail, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(text(mail),
              "Hello Ina Heyer,\n\nwe have closed your request \"Outage reported\" [#4815].\n\n"
              "If something is missing, simply reply to this mail: the request is then open "
              "again.\n\nSupport\n");
    closing.unanswered = true;
    EXPECT_NE(text(compose_standard(closing, now).value()).find("we have not heard from you"),
              std::string::npos);
    closing.letter.language = "de";
    closing.known = false;
    const auto german = compose_standard(closing, now).value();
    EXPECT_EQ(field(german, "Subject"), "Ihre Anfrage ist abgeschlossen [#4815]");
    EXPECT_EQ(german.whole().find("Outage"), std::string::npos);
}

TEST(Reminder, SaysWhenItIsTheLast) {
    auto reminder = job();
    reminder.kind = StandardMail::reminder;
    EXPECT_EQ(text(compose_standard(reminder, now).value()).find("last reminder"),
              std::string::npos);
    reminder.last = true;
    EXPECT_NE(text(compose_standard(reminder, now).value()).find("last reminder"),
              std::string::npos);
    reminder.letter.language = "de";
    EXPECT_NE(text(compose_standard(reminder, now).value()).find("letzte Erinnerung"),
              std::string::npos);
}

TEST(Confirmation, RefusesWhatCannotBeSent) {
    auto bad = job();
    bad.to.local = "k\xC3\xBCnde";
    EXPECT_FALSE(compose_standard(bad, now));
    bad = job();
    bad.to = {};
    EXPECT_FALSE(compose_standard(bad, now));
    bad = job();
    bad.channel.zone = "Europe/Nowhere";
    EXPECT_EQ(compose_standard(bad, now).error().code, ErrorCode::data);
}

TEST(AnswerSubject, HasOneReAndOneTag) {
    EXPECT_EQ(answer_subject("Outage", 4815), "Re: Outage [#4815]");
    EXPECT_EQ(answer_subject("Re: AW: RE: Outage [#4815]", 4815), "Re: Outage [#4815]");
    EXPECT_EQ(answer_subject("Re: A 11-22 14:30 [#4815] Outage", 4815), "Re: Outage [#4815]");
    EXPECT_EQ(answer_subject("Fwd: Outage [#99]", 4815), "Re: Fwd: Outage [#99] [#4815]");
    EXPECT_EQ(answer_subject("", 4815), "Re: [#4815]");
    EXPECT_EQ(answer_subject("Re:", 4815), "Re: [#4815]");
    EXPECT_EQ(answer_subject("a\r\nBcc: x", 1), "Re: a Bcc: x [#1]");
    EXPECT_LT(answer_subject(std::string(100000, 'x'), 1).size(), 450u);
}

TEST(Notice, IsALineToAnAgent) {
    NoticeJob notice;
    notice.from = {"Vorrang", "vorrang", "desk.example"};
    notice.to = {"Anna Berg", "anna", "staff.example"};
    notice.kind = "collision";
    notice.ticket = 4815;
    notice.summary = "Bernd Otto replied 40 s ago";
    notice.text = "Your text: schön\n";
    notice.message_id = "<n.1@desk.example>";
    const auto mail = compose_notice(notice, now).value();
    EXPECT_EQ(field(mail, "From"), "Vorrang <vorrang@desk.example>");
    EXPECT_EQ(field(mail, "Subject"), "! [#4815] Bernd Otto replied 40 s ago");
    EXPECT_EQ(field(mail, "X-Vorrang-Notice"), "collision");
    EXPECT_EQ(field(mail, "Message-ID"), "<n.1@desk.example>");
    EXPECT_EQ(text(mail), "Your text: schön\n");
}

TEST(Article, SaysItsNumberAndHowToInsertIt) {
    ArticleJob article;
    article.from = {"Anna Berg", "vorrang", "desk.example"};
    article.number = 17;
    article.title = "Grey\r\nBcc: stripes";
    article.text = "Unplug the fuser.";
    article.message_id = "<article.17.1@desk.example>";
    const auto mail = compose_article(article, now).value();
    EXPECT_EQ(field(mail, "From"), "\"Anna Berg\" <vorrang@desk.example>");
    EXPECT_EQ(field(mail, "Subject"), "[kb 17] Grey Bcc: stripes");
    EXPECT_EQ(field(mail, "Bcc"), "(none)");
    EXPECT_EQ(text(mail),
              "Unplug the fuser.\n\n-- \n#kb 17 on top of a reply puts this text into it.\n");
}

// T10: line ends, NUL and other controls in any input leave the number of fields as it is.
TEST(ComposeProperty, NoInputCanAddAField) {
    const auto hostile =
        rc::gen::map(rc::gen::container<std::vector<std::string>>(
                         rc::gen::element<std::string>("\r\n",
                                                       "\n",
                                                       "\r",
                                                       "\0"s,
                                                       "Bcc: x@y.example",
                                                       "\r\n\r\n",
                                                       "ü",
                                                       "\xff",
                                                       "=?utf-8?Q?=0D=0A?=",
                                                       " ",
                                                       "\t",
                                                       "a",
                                                       "<",
                                                       ">",
                                                       "\"",
                                                       "\\",
                                                       ",",
                                                       "\xE2\x80\xA8",
                                                       "@",
                                                       "[#4815]",
                                                       "Re: ",
                                                       "a very long word without any end",
                                                       "{{number}}")),
                     [](const std::vector<std::string>& pieces) {
                         std::string out;
                         for (const auto& piece : pieces) {
                             out += piece;
                         }
                         return out;
                     });
    vorrang::test::check_property([&] {
        auto attack = job();
        attack.customer_subject = *hostile;
        attack.to.display = *hostile;
        attack.channel.name = *hostile;
        attack.message_id = "<" + *hostile + ">";
        attack.references = {*hostile, "<" + *hostile + ">"};
        attack.known = *rc::gen::arbitrary<bool>();
        attack.letter.language = *rc::gen::element<std::string>("de", "en");
        const auto mail = compose_standard(attack, now);
        RC_ASSERT(mail.has_value());
        const std::set<std::string> allowed = {"from",
                                               "to",
                                               "reply-to",
                                               "subject",
                                               "date",
                                               "message-id",
                                               "in-reply-to",
                                               "references",
                                               "auto-submitted",
                                               "x-auto-response-suppress",
                                               "mime-version",
                                               "content-type",
                                               "content-transfer-encoding"};
        std::multiset<std::string> seen;
        for (const auto& one : split_header(mail->header)) {
            seen.insert(lower(one.name));
        }
        for (const auto& name : seen) {
            RC_ASSERT(allowed.count(name) == 1u);
            RC_ASSERT(seen.count(name) == 1u);
        }
        RC_ASSERT(is_ascii(mail->whole()));
        RC_ASSERT(mail->whole().find('\0') == std::string::npos);
        RC_ASSERT(split_mail(mail->whole()).header == mail->header);
        RC_ASSERT(mail->header.find("\r\n\r\n") == std::string::npos);
        const auto message = parse_message(mail->header);
        RC_ASSERT(message.from_count == 1u);
        RC_ASSERT(message.to.size() == 1u);
        RC_ASSERT(message.to[0].key() == "kunde@heyer.example");
        RC_ASSERT(message.subject == mail->subject);
        for (std::size_t at = 0; at < mail->whole().size();) {
            const auto end = mail->whole().find("\r\n", at);
            RC_ASSERT(end != std::string::npos);
            RC_ASSERT(end - at < 998u);
            at = end + 2;
        }
    });
}

TEST(ComposeProperty, SubjectsOfCustomersComeBackByTheirTag) {
    vorrang::test::check_property([](const std::string& subject) {
        const auto ticket = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
        const auto once = answer_subject(subject, ticket);
        const auto tags = subject_tags(once);
        RC_ASSERT(tags.size() >= 1u);
        RC_ASSERT(answer_subject(once, ticket) == once);
    });
}
