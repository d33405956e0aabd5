#include "daemon/compose-row.hh"
#include "daemon/notices.hh"
#include "daemon/outbox.hh"
#include "daemon/outgoing-mail.hh"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace vorrang {
namespace {

using namespace std::chrono_literals;

constexpr const char* job = R"({
  "recipients": ["kunde@heyer.example"], "to": "kunde@heyer.example", "to_name": "Ina Heyer",
  "token": "abcdefghijklmnopqrstuvwxyz", "subject": "Outage", "message_id": "<a@heyer.example>",
  "references": ["<a@heyer.example>"], "known": true, "response_due": "2026-11-25T05:14:00Z",
  "channel": {"key": "support", "name": "Support", "address": "support@desk.example",
              "zone": "Europe/Berlin"}})";

api::OutboxRow row(const std::string& kind) {
    return {7, 2, kind, 4815, std::nullopt, boost::json::parse(job).as_object()};
}

TEST(OutgoingMail, AConfirmationLeavesWithTheNullSender) {
    const auto mail = envelope_of(row("confirmation"));
    ASSERT_TRUE(mail);
    EXPECT_EQ(mail->sender, "");
    EXPECT_EQ(mail->recipients, std::vector<std::string>{"kunde@heyer.example"});
}

TEST(OutgoingMail, AReplysBounceComesBackToTheTicket) {
    EXPECT_EQ(envelope_of(row("reply"))->sender,
              "support+4815.abcdefghijklmnopqrstuvwxyz@desk.example");
}

TEST(OutgoingMail, WithoutRecipientsThereIsNoMail) {
    auto nobody = row("confirmation");
    nobody.job["recipients"] = boost::json::array{};
    EXPECT_FALSE(envelope_of(nobody));
}

TEST(OutgoingMail, IsMarkedWithRowAndAttempt) {
    EXPECT_EQ(outbox_mark(row("reply")), "X-Vorrang-Outbox: 7 2\r\n");
}

TEST(ComposeRow, MakesTheConfirmationOfTheJob) {
    const auto mail = compose_row(row("confirmation"), {}, {}, Instant{1764038401s});
    ASSERT_TRUE(mail) << mail.error().text;
    EXPECT_EQ(mail->message_id, "<4815.abcdefghijklmnopqrstuvwxyz.7@desk.example>");
    EXPECT_EQ(mail->subject, "Re: Outage [#4815]");
    EXPECT_NE(mail->body.find("06:14"), std::string::npos) << mail->body; // in Berlin
}

TEST(ComposeRow, SaysTheSizesThatTheMailHas) {
    const auto mail = compose_row(row("confirmation"), {}, {}, Instant{1764038401s});
    const auto facts = message_facts(*mail);
    EXPECT_EQ(facts.at("size").to_number<std::size_t>(), mail->header.size() + mail->body.size());
    EXPECT_EQ(facts.at("body_size").to_number<std::size_t>(), mail->body.size());
    EXPECT_LT(facts.at("shown_size").to_number<std::size_t>(),
              facts.at("thread_size").to_number<std::size_t>()); // a row loses its References
}

TEST(ComposeRow, AnUnknownKindIsAnError) {
    EXPECT_FALSE(compose_row(row("fax"), {}, {}, Instant{}));
}

TEST(RetryPause, GrowsUpToFiveMinutes) {
    EXPECT_EQ(retry_pause(1), 1s);
    EXPECT_EQ(retry_pause(4), 8s);
    EXPECT_EQ(retry_pause(100), 256s);
}

TEST(Notice, SaysWhatHappenedAndCarriesTheAgentsOwnText) {
    const api::Notice notice{
        3,
        "collision",
        4815,
        boost::json::parse(R"({"sentence": "#4815: Bernd Otto replied 40 s ago", "text": "My words",
            "subject": "Outage", "agent": {"login": "anna@staff.example", "name": "Anna Berg"},
            "channel": {"name": "Support"}})")
            .as_object()};
    const auto mail = compose_notice_mail(
        notice, "Is it fixed?", {"Vorrang", "vorrang", "desk.example"}, Instant{1764038401s});
    ASSERT_TRUE(mail) << mail.error().text;
    EXPECT_NE(mail->header.find("X-Vorrang-Notice: collision"), std::string::npos);
    EXPECT_NE(mail->header.find("Subject: ! [#4815]"), std::string::npos) << mail->header;
    EXPECT_NE(mail->body.find("Bernd Otto replied 40 s ago"), std::string::npos);
    EXPECT_NE(mail->body.find("My words"), std::string::npos);
    EXPECT_NE(mail->body.find("Is it fixed?"), std::string::npos); // the newer message
}

} // namespace
} // namespace vorrang
