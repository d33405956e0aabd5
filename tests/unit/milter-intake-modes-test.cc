// Channels that are off, or only look on: their mail passes as if nobody were there.
#include "milter/channel-match.hh"
#include "milter/session.hh"
#include "tests/support/fake-milter.hh"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace vorrang::milter {
namespace {

using api::IntakeMode;
using test::FakeDesk;
using test::RecordingMta;

const std::string token = "abcdefghijklmnopqrstuvwxyz";

class IntakeModes : public testing::Test {
  protected:
    IntakeModes() {
        auto& channels = desk.directory.entries.channels;
        channels[1].intake = IntakeMode::off; // sales@desk.example
        channels.push_back({3, "help", "help@firm.example", false, IntakeMode::observe});
        channels.push_back({4, "old", "old@past.example", true, IntakeMode::off});
        desk.directory.snapshot = std::make_shared<const Directory>(desk.directory.entries);
        desk.directory.away = true; // asked for none of these
    }

    Verdict send(const std::vector<std::string>& recipients,
                 const std::string& from = "kunde@heyer.example",
                 const std::string& daemon = "PUBLIC",
                 const std::vector<std::pair<std::string, std::string>>& headers = {}) {
        Session to{desk.desk(), Peer{daemon, "mx.desk.example", "192.0.2.7", "mail.heyer.example"}};
        to.mail(mta, "<" + from + ">");
        for (const auto& recipient : recipients) {
            if (const auto verdict = to.recipient(mta, "<" + recipient + ">");
                verdict != Verdict::go_on) {
                return verdict;
            }
        }
        if (const auto verdict = to.data(); verdict != Verdict::go_on) {
            return verdict;
        }
        to.header("From", " <" + from + ">");
        to.header("Subject", " Outage");
        to.header("Message-ID", " <1@heyer.example>");
        for (const auto& [name, value] : headers) {
            to.header(name, value);
        }
        if (const auto verdict = to.end_of_headers(); verdict != Verdict::go_on) {
            return verdict;
        }
        to.body("Nothing works.\r\n");
        return to.end_of_message(mta);
    }

    /// As Postfix tells of a login.
    void log_in(const std::string& login) { mta.macros["{auth_authen}"] = login; }

    FakeDesk desk;
    RecordingMta mta;
};

TEST_F(IntakeModes, a_channel_that_is_off_is_nobodys) {
    EXPECT_EQ(send({"sales@desk.example"}), Verdict::accept);
    EXPECT_EQ(send({"sales+x@desk.example", "old@past.example"}), Verdict::accept);
    EXPECT_EQ(send({"colleague@past.example", "anybody@firm.example"}), Verdict::accept);
    EXPECT_TRUE(desk.store.taken.empty());
    EXPECT_TRUE(desk.observer.seen.empty());
    EXPECT_TRUE(mta.deleted.empty());
    EXPECT_EQ(mta.last_reply, "");
}

TEST_F(IntakeModes, beside_a_channel_that_takes_mail_it_keeps_its_copy) {
    EXPECT_EQ(send({"support@desk.example", "sales@desk.example"}), Verdict::accept);
    ASSERT_EQ(desk.store.taken.size(), 1U);
    EXPECT_EQ(desk.store.taken[0].channels, std::vector<std::string>{"support@desk.example"});
    EXPECT_EQ(mta.deleted, std::vector<std::string>{"<support@desk.example>"});
}

TEST_F(IntakeModes, answers_to_its_tickets_are_taken) {
    EXPECT_EQ(send({"sales+4815." + token + "@desk.example"}), Verdict::discard);
    ASSERT_EQ(desk.store.taken.size(), 1U);
    EXPECT_EQ(desk.store.taken[0].token->token, token);
}

TEST_F(IntakeModes, what_turns_out_to_be_no_answer_passes_whole) {
    desk.store.answer = api::IntakeStored{api::IntakeOutcome::untaken, 0, 0};
    EXPECT_EQ(send({"sales+4815." + token + "@desk.example", "b@partner.example"}),
              Verdict::accept);
    EXPECT_TRUE(mta.deleted.empty());
    EXPECT_EQ(send({"sales+4815." + token + "@desk.example"}, "a@b.example", "REENTRY"),
              Verdict::defer); // it would come back by the same transport
}

TEST_F(IntakeModes, at_reentry_its_mail_is_deferred_not_sent_in_a_circle) {
    EXPECT_EQ(send({"sales@desk.example"}, "a@b.example", "REENTRY"), Verdict::defer);
    EXPECT_EQ(send({"help@firm.example"}, "a@b.example", "REENTRY"), Verdict::defer);
}

TEST_F(IntakeModes, an_agents_mail_to_it_is_left_alone) {
    log_in("anna@staff.example");
    EXPECT_EQ(send({"sales@desk.example"}, "anna@staff.example", "SUBMISSION"), Verdict::accept);
    EXPECT_TRUE(desk.store.replies.empty());
    EXPECT_TRUE(desk.store.enquiries.empty());
}

TEST_F(IntakeModes, an_observer_is_told_of_a_mail_that_passes_untouched) {
    EXPECT_EQ(send({"help@firm.example", "boss@firm.example"}), Verdict::accept);
    EXPECT_TRUE(mta.deleted.empty());
    EXPECT_TRUE(desk.store.taken.empty());
    ASSERT_EQ(desk.observer.seen.size(), 1U);
    const auto& seen = desk.observer.seen[0];
    EXPECT_EQ(seen.kind, Observation::Kind::mail);
    EXPECT_EQ(seen.at, desk.clock.now());
    EXPECT_EQ(seen.facts.at("channels"), (boost::json::array{"help@firm.example"}));
    EXPECT_EQ(seen.facts.at("message_id"), "<1@heyer.example>");
}

TEST_F(IntakeModes, beside_a_channel_that_takes_mail_he_is_told_too) {
    EXPECT_EQ(send({"help@firm.example", "support@desk.example"}), Verdict::accept);
    EXPECT_EQ(mta.deleted, std::vector<std::string>{"<support@desk.example>"});
    EXPECT_EQ(desk.store.taken[0].channels, std::vector<std::string>{"support@desk.example"});
    EXPECT_EQ(desk.observer.seen.size(), 1U);
}

TEST_F(IntakeModes, he_is_told_what_our_own_people_send_and_it_leaves_untouched) {
    for (const std::string login : {"bernd@firm.example", "anna@staff.example", "bernd"}) {
        log_in(login);
        desk.observer.seen.clear();
        EXPECT_EQ(send({"kunde@heyer.example"},
                       "help@firm.example",
                       "SUBMISSION",
                       {{"In-Reply-To", " <1@heyer.example>"}}),
                  Verdict::accept);
        ASSERT_EQ(desk.observer.seen.size(), 1U) << login;
        EXPECT_EQ(desk.observer.seen[0].kind, Observation::Kind::answer);
        EXPECT_EQ(desk.observer.seen[0].facts.at("to"),
                  (boost::json::array{"kunde@heyer.example"}));
    }
    EXPECT_TRUE(desk.store.replies.empty());
}

TEST_F(IntakeModes, a_customers_login_answers_nobody) {
    log_in("kunde@heyer.example");
    EXPECT_EQ(send({"a@b.example"}), Verdict::accept);
    EXPECT_TRUE(desk.observer.seen.empty());
    EXPECT_EQ(send({"help@firm.example"}), Verdict::accept);
    ASSERT_EQ(desk.observer.seen.size(), 1U);
    EXPECT_EQ(desk.observer.seen[0].kind, Observation::Kind::mail);
}

TEST_F(IntakeModes, without_a_login_or_an_observing_channel_nothing_is_read) {
    EXPECT_EQ(send({"a@b.example"}, "help@firm.example"), Verdict::accept);
    desk.directory.entries.channels.erase(desk.directory.entries.channels.begin() + 2);
    desk.directory.snapshot = std::make_shared<const Directory>(desk.directory.entries);
    log_in("bernd@firm.example");
    EXPECT_EQ(send({"a@b.example"}, "help@firm.example"), Verdict::accept);
    EXPECT_TRUE(desk.observer.seen.empty());
}

TEST_F(IntakeModes, a_header_that_cannot_be_kept_is_not_held_against_the_mail) {
    // It outgrows memory, and the spool directory does not exist.
    const std::string long_line(std::size_t{2} << 20, 'x');
    EXPECT_EQ(send({"help@firm.example"}, "kunde@heyer.example", "PUBLIC", {{"X-Long", long_line}}),
              Verdict::accept);
    EXPECT_TRUE(desk.observer.seen.empty());
}

} // namespace
} // namespace vorrang::milter
