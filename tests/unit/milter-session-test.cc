#include "milter/session.hh"
#include "tests/support/fake-milter.hh"
#include "tests/support/template-folder.hh"

#include <gtest/gtest.h>

namespace vorrang::milter {
namespace {

using test::FakeDesk;
using test::RecordingMta;

class MilterSession : public testing::Test {
  protected:
    [[nodiscard]] Session session(const std::string& daemon = "PUBLIC") {
        return {desk.desk(), Peer{daemon, "mx.desk.example", "192.0.2.7", "mail.heyer.example"}};
    }

    /// A mail from MAIL to the end of its header.
    Verdict begin(Session& to, const std::vector<std::string>& recipients) {
        to.mail(mta, "<kunde@heyer.example>");
        for (const auto& recipient : recipients) {
            static_cast<void>(to.recipient(mta, recipient));
        }
        if (const auto verdict = to.data(); verdict != Verdict::go_on) {
            return verdict;
        }
        to.header("From", " Ina Heyer <kunde@heyer.example>");
        to.header("Subject", subject);
        to.header("Message-ID", " <1@heyer.example>");
        return to.end_of_headers();
    }

    Verdict send(Session& to, const std::vector<std::string>& recipients) {
        if (const auto verdict = begin(to, recipients); verdict != Verdict::go_on) {
            return verdict;
        }
        to.body("Nothing works.\r\n");
        return to.end_of_message(mta);
    }

    FakeDesk desk;
    RecordingMta mta;
    std::string subject = " Outage";
};

const std::string support = "<support@desk.example>";
const std::string sales = "<sales@desk.example>";
const std::string outside = "<partner@partner.example>";

// "foreign mail is decided at DATA, before any header (an ACCEPT earlier would hide later
// recipients)"
TEST_F(MilterSession, lets_foreign_mail_go_at_data_and_not_before) {
    auto smtp = session();
    smtp.mail(mta, "<a@heyer.example>");
    EXPECT_EQ(smtp.recipient(mta, outside), Verdict::go_on);
    EXPECT_EQ(smtp.data(), Verdict::accept);
    EXPECT_TRUE(desk.store.taken.empty());
}

TEST_F(MilterSession, takes_a_mail_whose_last_recipient_is_ours) {
    auto smtp = session();
    EXPECT_EQ(send(smtp, {outside, support}), Verdict::accept);
    EXPECT_EQ(mta.deleted, std::vector{support});
}

TEST_F(MilterSession, discards_a_mail_that_was_for_the_desk_alone) {
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support, sales}), Verdict::discard);
    EXPECT_TRUE(mta.deleted.empty());
}

TEST_F(MilterSession, only_takes_recipients_off_where_discard_is_off) {
    auto settings = test::usual_settings();
    settings.discard = false;
    desk.settings.replace(settings);
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support}), Verdict::accept);
    EXPECT_EQ(mta.deleted, std::vector{support});
}

TEST_F(MilterSession, takes_recipients_off_by_the_bytes_of_their_rcpt) {
    auto smtp = session();
    EXPECT_EQ(send(smtp, {"<SUPPORT@Desk.example>", outside}), Verdict::accept);
    EXPECT_EQ(mta.deleted, std::vector<std::string>{"<SUPPORT@Desk.example>"});
}

TEST_F(MilterSession, stores_header_and_body_below_two_lines_of_its_own) {
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support}), Verdict::discard);
    EXPECT_EQ(desk.store.header,
              "Return-Path: <kunde@heyer.example>\r\n"
              "Received: from mail.heyer.example ([192.0.2.7])\r\n"
              "\tby desk.example.host (Vorrang) with ESMTP id 4Zqueue;\r\n"
              "\tSun, 22 Nov 2026 09:24:05 +0000\r\n"
              "From: Ina Heyer <kunde@heyer.example>\r\nSubject: Outage\r\n"
              "Message-ID: <1@heyer.example>\r\n");
    EXPECT_EQ(desk.store.body, "Nothing works.\r\n");
    EXPECT_EQ(desk.store.at, desk.clock.now());
}

// "The 250 comes after the commit. In doubt: 451."
TEST_F(MilterSession, defers_what_could_not_be_committed) {
    for (const auto code : {ErrorCode::unavailable,
                            ErrorCode::conflict,
                            ErrorCode::internal,
                            ErrorCode::data,
                            ErrorCode::no_such}) {
        desk.store.answer = fail(code, "no");
        auto smtp = session();
        EXPECT_EQ(send(smtp, {support}), Verdict::defer);
        EXPECT_EQ(mta.last_reply, "451 4.3.0 the desk cannot take this mail now; try again later");
        EXPECT_TRUE(mta.deleted.empty());
    }
}

TEST_F(MilterSession, hands_a_refusal_of_the_desk_to_the_sender) {
    desk.store.answer = fail(ErrorCode::refused, "this ticket is closed");
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support}), Verdict::refuse);
    EXPECT_EQ(mta.last_reply, "550 5.7.1 this ticket is closed");
}

TEST_F(MilterSession, answers_a_retry_like_the_first) {
    desk.store.answer = api::IntakeStored{api::IntakeOutcome::duplicate, 4815, 1};
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support, outside}), Verdict::accept);
    EXPECT_EQ(mta.deleted, std::vector{support});
}

TEST_F(MilterSession, defers_when_the_mta_does_not_take_recipients_back) {
    mta.takes_edits = false;
    auto smtp = session();
    EXPECT_EQ(send(smtp, {support, outside}), Verdict::defer);
}

TEST_F(MilterSession, defers_a_mail_that_went_wrong_where_nobody_waits_for_an_answer) {
    auto smtp = session();
    ASSERT_EQ(begin(smtp, {support}), Verdict::go_on);
    smtp.body(std::string(2 << 20, 'x')); // the spool directory does not exist
    smtp.body("more");
    EXPECT_EQ(smtp.end_of_message(mta), Verdict::defer);
    EXPECT_TRUE(desk.store.taken.empty());
    EXPECT_EQ(send(smtp, {support}), Verdict::discard);
}

// "Unknown local parts of a desk domain: 550 at RCPT by the milter."
TEST_F(MilterSession, asks_the_database_once_before_it_refuses_an_address) {
    auto smtp = session();
    smtp.mail(mta, "<a@heyer.example>");
    EXPECT_EQ(smtp.recipient(mta, "<nobody@desk.example>"), Verdict::refuse);
    EXPECT_EQ(mta.last_reply, "550 5.1.1 <nobody@desk.example>: no such channel at this desk");
    EXPECT_EQ(desk.directory.refreshes, 1);
    EXPECT_EQ(smtp.recipient(mta, support), Verdict::go_on);
    EXPECT_EQ(desk.directory.refreshes, 1);
}

TEST_F(MilterSession, knows_a_channel_that_the_snapshot_did_not_have) {
    auto smtp = session();
    smtp.mail(mta, "<a@heyer.example>");
    desk.directory.entries.channels.push_back({3, "new", "fresh@desk.example"});
    EXPECT_EQ(smtp.recipient(mta, "<fresh@desk.example>"), Verdict::go_on);
}

TEST_F(MilterSession, defers_an_address_it_cannot_ask_about) {
    desk.directory.away = true;
    auto smtp = session();
    smtp.mail(mta, "<a@heyer.example>");
    EXPECT_EQ(smtp.recipient(mta, "<nobody@desk.example>"), Verdict::defer);
    EXPECT_EQ(smtp.recipient(mta, support), Verdict::go_on);
    EXPECT_EQ(smtp.recipient(mta, outside), Verdict::go_on);
}

TEST_F(MilterSession, defers_every_address_before_the_first_snapshot) {
    desk.directory.snapshot = nullptr;
    desk.directory.away = true;
    auto smtp = session();
    smtp.mail(mta, "<a@heyer.example>");
    EXPECT_EQ(smtp.recipient(mta, support), Verdict::defer);
    EXPECT_EQ(smtp.recipient(mta, outside), Verdict::defer);
    EXPECT_EQ(mta.last_reply,
              "451 4.3.0 the desk cannot look up its addresses now; try again later");
}

// "what the milter does not take there it tempfails (untaken mail would circle to the hop limit)"
TEST_F(MilterSession, defers_at_reentry_what_it_does_not_take) {
    auto smtp = session("REENTRY");
    smtp.mail(mta, "");
    EXPECT_EQ(smtp.recipient(mta, outside), Verdict::defer);
    EXPECT_EQ(smtp.recipient(mta, "<info@desk.example>"), Verdict::defer);
    EXPECT_EQ(smtp.recipient(mta, "<nobody@desk.example>"), Verdict::refuse);
    EXPECT_EQ(smtp.recipient(mta, support), Verdict::go_on);
}

// Counter-example of the trade: a session that is reset only after a success.
TEST_F(MilterSession, begins_each_mail_anew) {
    auto smtp = session();
    mta.macros["{auth_authen}"] = "anna@staff.example";
    ASSERT_EQ(begin(smtp, {support, outside}), Verdict::go_on);
    smtp.body("left over");
    smtp.abort();
    mta.macros.erase("{auth_authen}");
    EXPECT_EQ(send(smtp, {sales}), Verdict::discard);
    ASSERT_EQ(desk.store.taken.size(), 1U);
    EXPECT_EQ(desk.store.taken[0].login, "");
    EXPECT_EQ(desk.store.taken[0].channels, std::vector<std::string>{"sales@desk.example"});
    EXPECT_EQ(desk.store.body, "Nothing works.\r\n");
}

TEST_F(MilterSession, begins_anew_even_when_the_mta_sends_no_abort) {
    auto smtp = session();
    ASSERT_EQ(begin(smtp, {support}), Verdict::go_on);
    smtp.body("left over");
    EXPECT_EQ(send(smtp, {outside}), Verdict::accept);
    EXPECT_TRUE(desk.store.taken.empty());
}

TEST_F(MilterSession, keeps_the_settings_a_mail_began_with) {
    auto smtp = session();
    ASSERT_EQ(begin(smtp, {support}), Verdict::go_on);
    auto settings = test::usual_settings();
    settings.discard = false;
    desk.settings.replace(settings);
    EXPECT_EQ(smtp.end_of_message(mta), Verdict::discard);
    EXPECT_EQ(send(smtp, {support}), Verdict::accept);
}

class AgentsSession : public MilterSession {
  protected:
    AgentsSession() { mta.macros["{auth_authen}"] = "Anna@staff.example"; }

    Verdict write(const std::vector<std::string>& recipients,
                  const std::string& body = "Try this.\r\n",
                  const std::vector<std::pair<std::string, std::string>>& headers = {}) {
        auto smtp = session("SUBMISSION");
        smtp.mail(mta, "<anna@staff.example>");
        for (const auto& recipient : recipients) {
            EXPECT_EQ(smtp.recipient(mta, recipient), Verdict::go_on);
        }
        EXPECT_EQ(smtp.data(), Verdict::go_on);
        smtp.header("From", from);
        smtp.header("To", " kunde@heyer.example");
        smtp.header("Subject", subject);
        for (const auto& [name, value] : headers) {
            smtp.header(name, value);
        }
        if (const auto verdict = smtp.end_of_headers(); verdict != Verdict::go_on) {
            return verdict;
        }
        smtp.body(body);
        return smtp.end_of_message(mta);
    }

    std::string from = " Anna Berg <anna@staff.example>";
};

const std::string token = "abcdefghijklmnopqrstuvwxyz";
const std::string ticket = "<support+4815." + token + "@desk.example>";
const std::string note = "<note+4815." + token + "@desk.example>";
const std::string customer = "<kunde@heyer.example>";

TEST_F(AgentsSession, leaves_private_mail_alone_at_the_end_of_its_header) {
    subject = " Re: [#12] of another tracker";
    EXPECT_EQ(write({outside}), Verdict::accept);
    EXPECT_EQ(desk.store.asked_login, "Anna@staff.example");
    EXPECT_TRUE(desk.store.replies.empty());
}

// "An agent's mail with a desk address, or with a subject tag or row prefix of a ticket he may
// answer, is taken whole: every recipient removed, only vorrangd sends."
TEST_F(AgentsSession, takes_a_reply_whole) {
    EXPECT_EQ(write({customer, ticket, support}), Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 1U);
    const auto& reply = desk.store.replies[0];
    EXPECT_EQ(reply.mail.login, "Anna@staff.example");
    EXPECT_FALSE(reply.note);
    ASSERT_TRUE(reply.mail.token);
    EXPECT_EQ(reply.mail.token->token, token);
    EXPECT_TRUE(desk.store.taken.empty());
}

TEST_F(AgentsSession, takes_every_recipient_off_where_discard_is_off) {
    auto settings = test::usual_settings();
    settings.discard = false;
    desk.settings.replace(settings);
    EXPECT_EQ(write({customer, ticket}), Verdict::accept);
    EXPECT_EQ(mta.deleted, (std::vector{customer, ticket}));
}

TEST_F(AgentsSession, takes_a_mail_with_the_tag_of_a_ticket_of_his) {
    subject = " Re: Outage [#4815]";
    desk.store.visible_ticket = std::optional<std::int64_t>(4815);
    EXPECT_EQ(write({customer}), Verdict::discard);
    EXPECT_EQ(desk.store.replies.size(), 1U);
}

TEST_F(AgentsSession, defers_a_tagged_mail_while_nobody_can_say_whose_ticket_it_is) {
    subject = " Re: Outage [#4815]";
    desk.store.visible_ticket = fail(ErrorCode::unavailable, "away");
    EXPECT_EQ(write({customer}), Verdict::defer);
}

TEST_F(AgentsSession, lets_no_row_prefix_leave_whoevers_ticket_it_is) {
    subject = " Fwd: A 11-22 14:30 [#4815] Outage";
    desk.store.reply = api::ReplyStored{
        api::ReplyOutcome::refused, 0, 0, "There is no such ticket. Nothing was sent."};
    EXPECT_EQ(write({outside}), Verdict::refuse);
    EXPECT_EQ(mta.last_reply, "550 5.7.1 There is no such ticket. Nothing was sent.");
}

TEST_F(AgentsSession, reads_the_lines_on_top) {
    EXPECT_EQ(write({ticket}, "#time 0:25 onsite\r\n#close\r\n\r\nDone.\r\n"), Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 1U);
    const auto& reply = desk.store.replies[0];
    EXPECT_EQ(reply.time.minutes, 25);
    EXPECT_EQ(reply.time.comment, "onsite");
    ASSERT_EQ(reply.lines.size(), 2U);
    EXPECT_EQ(reply.lines[1].first, "close");
}

// "550 5.7.1 line 1: #tmie is not known; nothing was sent"
TEST_F(AgentsSession, refuses_an_unknown_line_in_words) {
    EXPECT_EQ(write({ticket}, "#tmie 0:25\r\nDone.\r\n"), Verdict::refuse);
    EXPECT_EQ(mta.last_reply, "550 5.7.1 line 1: #tmie is not known; nothing was sent");
    EXPECT_TRUE(desk.store.replies.empty());
}

TEST_F(AgentsSession, refuses_a_line_that_nobody_knows) {
    EXPECT_EQ(write({ticket}, "#hodl monday\r\nLater.\r\n"), Verdict::refuse);
    EXPECT_TRUE(desk.store.replies.empty());
}

TEST_F(AgentsSession, keeps_a_note_inside_by_its_address_and_by_its_line) {
    desk.store.reply = api::ReplyStored{api::ReplyOutcome::note, 4815, 3, ""};
    EXPECT_EQ(write({note}), Verdict::discard);
    EXPECT_EQ(write({customer, ticket}, "#note\r\nHe is angry.\r\n"), Verdict::discard);
    EXPECT_EQ(write({ticket, note}), Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 3U);
    for (const auto& reply : desk.store.replies) {
        EXPECT_TRUE(reply.note);
    }
}

// U-04: "an unknown name is refused at SMTP time with the names there are"
TEST_F(AgentsSession, knows_the_canned_replies_an_agent_may_name) {
    const vorrang::test::TemplateFiles files;
    auto settings = test::usual_settings();
    settings.template_directory = files.path();
    desk.settings.replace(settings);
    EXPECT_EQ(write({ticket}, "#use greeting\r\n"), Verdict::refuse);
    EXPECT_NE(mta.last_reply.find("there are none"), std::string::npos) << mta.last_reply;
    files.write("use/greeting.de.txt", "x");
    files.write("use/logs.sales.txt", "x");
    EXPECT_EQ(write({ticket}, "#time 5m\r\n#use greting\r\nHi\r\n"), Verdict::refuse);
    EXPECT_EQ(mta.last_reply,
              "550 5.7.1 line 2: there is no canned reply \"greting\"; there are: greeting, logs; "
              "nothing was sent");
    EXPECT_TRUE(desk.store.replies.empty());
    EXPECT_EQ(write({ticket}, "#use Greeting\r\n#use logs\r\n"), Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 1U);
    const auto& canned = desk.store.replies[0].canned;
    using Places = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(canned.at("greeting"), (Places{{"", "de"}}));
    EXPECT_EQ(canned.at("logs"), (Places{{"sales", ""}}));
    EXPECT_FALSE(desk.store.replies[0].bare) << "a canned reply alone is a real reply";
}

// CC-11, CC-12
TEST_F(AgentsSession, hands_on_the_bare_question_and_refuses_one_in_a_note) {
    EXPECT_EQ(write({ticket}, "#ask\r\n\r\nWhich one?\r\n\r\nOn 1.1., K wrote:\r\n> x\r\n"),
              Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 1U);
    EXPECT_EQ(desk.store.replies[0].question, "Which one?\n");
    EXPECT_EQ(write({note}, "#ask\r\nWhich one?\r\n"), Verdict::refuse);
    EXPECT_NE(mta.last_reply.find("a note stays inside"), std::string::npos) << mta.last_reply;
    EXPECT_EQ(write({ticket}, "#ask\r\n\r\n> x\r\n"), Verdict::refuse);
    EXPECT_NE(mta.last_reply.find("#ask needs a question"), std::string::npos) << mta.last_reply;
    EXPECT_EQ(desk.store.replies.size(), 1U);
}

// "Agent powers come from a SASL login (and From must belong to it)."
TEST_F(AgentsSession, refuses_a_reply_from_an_address_that_is_not_the_logins) {
    from = " bernd@staff.example";
    EXPECT_EQ(write({ticket}), Verdict::refuse);
    EXPECT_EQ(mta.last_reply,
              "550 5.7.1 From must be anna@staff.example alone, as you are logged in; nothing was "
              "sent");
}

TEST_F(AgentsSession, refuses_two_tickets_in_one_envelope) {
    EXPECT_EQ(write({ticket, "<support+4816." + token + "@desk.example>"}), Verdict::refuse);
    EXPECT_TRUE(desk.store.replies.empty());
}

TEST_F(AgentsSession, refuses_a_machines_reply_in_an_agents_name) {
    EXPECT_EQ(write({ticket}, "I am away.\r\n", {{"Auto-Submitted", " auto-replied"}}),
              Verdict::refuse);
    EXPECT_TRUE(desk.store.replies.empty());
}

// "an unknown address is refused": also one that stands in no header
TEST_F(AgentsSession, tells_the_desk_of_hidden_recipients) {
    EXPECT_EQ(write({ticket, customer, outside}), Verdict::discard);
    ASSERT_EQ(desk.store.replies.size(), 1U);
    std::vector<std::string> addresses;
    for (const auto& one : desk.store.replies[0].mail.participants) {
        addresses.push_back(one.address);
    }
    EXPECT_EQ(addresses,
              (std::vector<std::string>{"kunde@heyer.example", "partner@partner.example"}));
}

TEST_F(AgentsSession, hands_the_refusal_of_a_collision_to_the_agents_client) {
    desk.store.reply = api::ReplyStored{api::ReplyOutcome::refused,
                                        4815,
                                        0,
                                        "#4815: Bernd Otto replied 40 s ago and you have not "
                                        "read it. Nothing was sent."};
    EXPECT_EQ(write({ticket}), Verdict::refuse);
    EXPECT_EQ(mta.last_reply,
              "550 5.7.1 #4815: Bernd Otto replied 40 s ago and you have not read "
              "it. Nothing was sent.");
    EXPECT_TRUE(mta.deleted.empty());
}

TEST_F(AgentsSession, defers_a_reply_that_cannot_be_committed) {
    desk.store.reply = fail(ErrorCode::unavailable, "away");
    EXPECT_EQ(write({ticket}), Verdict::defer);
}

TEST_F(AgentsSession, answers_a_retry_of_a_reply_like_the_first) {
    desk.store.reply = api::ReplyStored{api::ReplyOutcome::duplicate, 4815, 2, ""};
    EXPECT_EQ(write({ticket, customer}), Verdict::discard);
}

TEST_F(AgentsSession, opens_a_ticket_by_a_mail_to_a_channel_alone) {
    EXPECT_EQ(write({support}), Verdict::discard);
    ASSERT_EQ(desk.store.taken.size(), 1U);
    EXPECT_NE(desk.store.header.find("Received: by desk.example.host (Vorrang) with ESMTPA"),
              std::string::npos);
    EXPECT_EQ(desk.store.header.find("192.0.2.7"), std::string::npos);
}

TEST_F(AgentsSession, refuses_a_channel_and_others_in_one_envelope) {
    EXPECT_EQ(write({support, outside}), Verdict::refuse);
    EXPECT_TRUE(desk.store.taken.empty());
}

TEST_F(AgentsSession, alone_may_write_to_the_addresses_of_notes) {
    auto smtp = session("SUBMISSION");
    mta.macros["{auth_authen}"] = "kunde@heyer.example";
    smtp.mail(mta, "<kunde@heyer.example>");
    EXPECT_EQ(smtp.recipient(mta, note), Verdict::refuse);
}

class OutboxSession : public MilterSession {
  protected:
    Verdict hand_over(const std::vector<std::string>& marks) {
        auto smtp = session("OUTBOX");
        smtp.mail(mta, "<>");
        EXPECT_EQ(smtp.recipient(mta, "<kunde@heyer.example>"), Verdict::go_on);
        EXPECT_EQ(smtp.data(), Verdict::go_on);
        for (const auto& mark : marks) {
            smtp.header("x-vorrang-OUTBOX", mark);
        }
        EXPECT_EQ(smtp.end_of_headers(), Verdict::go_on);
        smtp.body("Dear");
        return smtp.end_of_message(mta);
    }
};

TEST_F(OutboxSession, passes_the_current_attempt_without_its_mark) {
    EXPECT_EQ(hand_over({" 17 2"}), Verdict::accept);
    EXPECT_EQ(desk.store.asked, (std::vector<std::pair<std::int64_t, int>>{{17, 2}}));
    EXPECT_EQ(desk.store.asked_queue_id, "4Zqueue");
    EXPECT_EQ(mta.removed, (std::vector<std::pair<std::string, int>>{{"X-Vorrang-Outbox", 1}}));
}

TEST_F(OutboxSession, discards_what_already_passed) {
    desk.store.outgoing = api::OutboxAnswer::discard;
    EXPECT_EQ(hand_over({" 17 1"}), Verdict::discard);
}

// Not for good: a database that lost its role and was not stopped does not know it yet.
TEST_F(OutboxSession, defers_what_the_outbox_does_not_know) {
    desk.store.outgoing = api::OutboxAnswer::unknown;
    EXPECT_EQ(hand_over({" 17 1"}), Verdict::defer);
}

TEST_F(OutboxSession, defers_when_the_database_is_away) {
    desk.store.outgoing = fail(ErrorCode::unavailable, "away");
    EXPECT_EQ(hand_over({" 17 1"}), Verdict::defer);
}

TEST_F(OutboxSession, does_not_let_a_mail_pass_that_keeps_its_mark) {
    mta.takes_edits = false;
    EXPECT_EQ(hand_over({" 17 1"}), Verdict::defer);
}

TEST_F(OutboxSession, refuses_without_asking_what_carries_no_one_readable_mark) {
    for (const auto& marks : std::vector<std::vector<std::string>>{{},
                                                                   {" 17 1", " 17 1"},
                                                                   {" 17"},
                                                                   {" 17 1 1"},
                                                                   {" 0 1"},
                                                                   {" -17 1"},
                                                                   {" 17 x"},
                                                                   {" 99999999999999999999 1"},
                                                                   {""}}) {
        EXPECT_EQ(hand_over(marks), Verdict::refuse);
    }
    EXPECT_TRUE(desk.store.asked.empty());
}

} // namespace
} // namespace vorrang::milter
