#include "core/api/intake.hh"
#include "core/mail/clean-text.hh"
#include "milter/intake-facts.hh"
#include "milter/participants.hh"
#include "tests/support/fake-milter.hh"
#include "tests/support/property.hh"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace vorrang::milter {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const Directory directory{test::small_world()};
const Settings settings = test::usual_settings();
const std::string token = "abcdefghijklmnopqrstuvwxyz";

Envelope envelope(const std::vector<std::string>& recipients,
                  std::string sender = "kunde@heyer.example") {
    Envelope out;
    out.queue_id = "4Zqueue";
    out.sender = std::move(sender);
    for (const auto& recipient : recipients) {
        out.recipients.push_back(match_recipient(directory, settings.aliases, recipient));
    }
    return out;
}

api::IntakeFacts
read(const Envelope& from, const Headers& headers, const std::string& daemon = "PUBLIC") {
    mail::RawMail raw("/nonexistent");
    for (const auto& [name, value] : headers) {
        EXPECT_TRUE(raw.add_header(name, value));
    }
    raw.end_of_headers();
    EXPECT_TRUE(raw.add_body("Hello\r\n"));
    return read_facts(raw, from, {daemon, "mx.desk.example", "192.0.2.7", "x"}, directory, settings)
        .value();
}

TEST(IntakeFacts, names_the_channel_of_to_before_that_of_cc_before_the_envelopes) {
    const auto both = envelope({"<support@desk.example>", "<sales@desk.example>"});
    const auto order = [&](const Headers& headers) { return read(both, headers).channels; };
    const std::vector<std::string> sales_first{"sales@desk.example", "support@desk.example"};
    const std::vector<std::string> support_first{"support@desk.example", "sales@desk.example"};
    EXPECT_EQ(order({{"To", " sales@desk.example, support@desk.example"}}), sales_first);
    EXPECT_EQ(order({{"Cc", " support@desk.example"}, {"To", " sales@desk.example"}}), sales_first);
    EXPECT_EQ(order({{"Cc", " Sales <SALES+x@desk.example>"}}), sales_first);
    EXPECT_EQ(order({}), support_first);
}

TEST(IntakeFacts, does_not_believe_a_channel_in_to_that_is_not_in_the_envelope) {
    const auto facts = read(envelope({"<support@desk.example>"}), {{"To", " sales@desk.example"}});
    EXPECT_EQ(facts.channels, std::vector<std::string>{"support@desk.example"});
}

TEST(IntakeFacts, counts_the_channel_of_a_tickets_address_only_where_none_is_addressed) {
    const std::string ticket = "<support+4815." + token + "@desk.example>";
    EXPECT_EQ(read(envelope({ticket}), {}).channels,
              std::vector<std::string>{"support@desk.example"});
    EXPECT_EQ(read(envelope({ticket, "<sales@desk.example>"}), {}).channels,
              std::vector<std::string>{"sales@desk.example"});
}

TEST(IntakeFacts, takes_the_token_from_the_address_before_one_from_an_answered_message_id) {
    const Headers answer{{"In-Reply-To", " <4816." + token + ".9@desk.example>"}};
    const auto by_address = read(envelope({"<support+4815." + token + "@desk.example>"}), answer);
    ASSERT_TRUE(by_address.token);
    EXPECT_EQ(by_address.token->ticket, 4815);
    const auto by_id = read(envelope({"<support@desk.example>"}), answer);
    ASSERT_TRUE(by_id.token);
    EXPECT_EQ(by_id.token->ticket, 4816);
    EXPECT_FALSE(read(envelope({"<support@desk.example>"}),
                      {{"In-Reply-To", " <4816." + token + ".9@evil.example>"}})
                     .token);
}

TEST(IntakeFacts, leaves_the_desks_own_addresses_out_of_the_participants) {
    const auto facts =
        read(envelope({"<support@desk.example>"}),
             {{"To", " support@desk.example, info@desk.example, Pia <P@partner.example>"},
              {"Cc", " x@elsewhere.example"}});
    ASSERT_EQ(facts.participants.size(), 2U);
    EXPECT_EQ(facts.participants[0].address, "p@partner.example");
    EXPECT_EQ(facts.participants[0].name, "Pia");
    EXPECT_FALSE(facts.participants[0].cc);
    EXPECT_TRUE(facts.participants[1].cc);
    EXPECT_EQ(facts.recipients, std::vector<std::string>{"support@desk.example"});
}

TEST(IntakeFacts, counts_nobody_where_the_desk_stands_in_bcc) {
    const Headers others{{"To", " p@partner.example"}, {"Cc", " x@elsewhere.example"}};
    EXPECT_TRUE(read(envelope({"<support@desk.example>"}), others).participants.empty());
    auto anna = envelope({"<p@partner.example>"});
    anna.agent = api::AgentEntry{};
    EXPECT_EQ(read(anna, others).participants.size(), 2U) << "an agent's reply by its subject";
}

TEST(IntakeFacts, knows_the_desk_under_an_alias_of_any_domain) {
    const Headers others{{"To", " Help <HELP@firm.example>, p@partner.example"}};
    auto to = envelope({"<support@desk.example>"});
    EXPECT_TRUE(read(to, others).participants.empty()) << "nobody says that help@ is ours";
    to.recipients[0].original = "help@firm.example";
    const auto said = read(to, others).participants;
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0].address, "p@partner.example");
    EXPECT_EQ(match_recipient(
                  directory, std::vector<std::string>{"help@firm.example"}, "<help+x@FIRM.example>")
                  .kind,
              RecipientKind::alias);
}

TEST(OriginalRecipient, is_read_from_its_parameter_alone) {
    EXPECT_EQ(original_recipient("ORCPT=rfc822;Help@Firm.example"),
              original_recipient("orcpt=RFC822;help@firm.example"));
    EXPECT_EQ(original_recipient("ORCPT=rfc822;a+2Bb+40c@x.example"), "\"a+b@c\"@x.example");
    EXPECT_EQ(original_recipient("ORCPT=rfc822;a+2Bb@x.example"), "a+b@x.example");
    EXPECT_EQ(original_recipient("ORCPT=rfc822;a+@x.example"), "a+@x.example");
    for (const auto* other : {"<support@desk.example>",
                              "NOTIFY=NEVER",
                              "ORCPT=x400;a@b.example",
                              "ORCPT=",
                              "ORCPT=rfc822;",
                              ""}) {
        EXPECT_EQ(original_recipient(other), "") << other;
    }
}

TEST(IntakeFacts, trusts_a_login_for_its_own_address_only) {
    auto anna = envelope({"<support@desk.example>"});
    anna.login = "anna@staff.example";
    EXPECT_NE(read(anna, {{"From", " Anna@staff.example"}}).trust, "unverified");
    EXPECT_EQ(read(anna, {{"From", " bernd@staff.example"}}).trust, "unverified");
    EXPECT_EQ(read(envelope({"<support@desk.example>"}), {{"From", " anna@staff.example"}}).trust,
              "unverified");
    EXPECT_EQ(read(envelope({"<support@desk.example>"}), {{"From", " support@desk.example"}}).trust,
              "unverified");
}

TEST(IntakeFacts, believes_authentication_results_behind_the_verifier_only) {
    const Headers signed_mail{
        {"Authentication-Results", " mx.desk.example; dkim=pass header.d=heyer.example"},
        {"From", " kunde@heyer.example"}};
    const auto to = envelope({"<support@desk.example>"});
    EXPECT_EQ(read(to, signed_mail, "RELAY").trust, "verified");
    EXPECT_EQ(read(to, signed_mail, "PUBLIC").trust, "unchecked");
}

TEST(IntakeFacts, gives_a_mail_without_message_id_one_that_its_retry_shares) {
    const Headers headers{{"From", " kunde@heyer.example"}, {"Subject", " x"}};
    auto retry = envelope({"<support@desk.example>"});
    retry.queue_id = "4Zother";
    const auto first = read(envelope({"<support@desk.example>"}), headers);
    const auto second = read(retry, headers);
    EXPECT_FALSE(first.message_id);
    EXPECT_EQ(first.fallback_message_id, second.fallback_message_id);
    EXPECT_EQ(first.fallback_message_id.size(), std::string("<@desk.example.host>").size() + 32);
    EXPECT_EQ(first.retry_key, second.retry_key);
    EXPECT_EQ(first.retry_seconds, 900);
    EXPECT_NE(first.new_token, second.new_token);
}

TEST(IntakeFacts, counts_the_sizes_of_what_is_stored_and_shown) {
    const auto facts = read(envelope({"<support@desk.example>"}),
                            {{"Subject", " x"},
                             {"Message-ID", " <1@x.example>"},
                             {"In-Reply-To", " <0@x.example>"},
                             {"Reply-To", " a@b.example"}});
    const std::size_t shown_header =
        std::string("Subject: x\r\nMessage-ID: <1@x.example>\r\n").size();
    const std::size_t thread = std::string("In-Reply-To: <0@x.example>\r\n").size();
    EXPECT_EQ(facts.size,
              shown_header + thread + std::string("Reply-To: a@b.example\r\nHello\r\n").size());
    EXPECT_EQ(facts.body_size, 7U);
    EXPECT_EQ(facts.shown_size, shown_header + 2 + 7);
    EXPECT_EQ(facts.thread_size, facts.shown_size + thread);
}

// Whatever bytes a stranger sends, what goes to PostgreSQL is valid UTF-8 without NUL.
TEST(IntakeFacts, hold_no_byte_that_postgresql_refuses) {
    vorrang::test::check_property(
        [](const std::string& sender, const std::string& subject, const std::string& from) {
            auto odd = envelope({"<support@desk.example>"}, sender);
            odd.queue_id = subject;
            odd.login = from;
            const auto facts = read(
                odd, {{"Subject", subject}, {"From", from}, {"To", sender}, {"References", from}});
            const auto text = boost::json::serialize(api::to_json(facts));
            RC_ASSERT(text.find("\\u0000") == std::string::npos);
            RC_ASSERT(text.find('\0') == std::string::npos);
            RC_ASSERT(mail::is_utf8(text));
        });
}

TEST(IntakeFacts, SSC03NamesNumbersWhereTheDatabaseAsksForThem) {
    auto entries = test::small_world();
    const auto numbers_in = [&](const std::string& content_type) {
        mail::RawMail raw("/nonexistent");
        EXPECT_TRUE(raw.add_header("Subject", " Pump A-1000"));
        EXPECT_TRUE(raw.add_header("Content-Type", content_type));
        raw.end_of_headers();
        EXPECT_TRUE(raw.add_body("It is B-2000.\r\n> C-3000\r\n"));
        const Directory searched{entries};
        return read_facts(raw,
                          envelope({"<support@desk.example>"}),
                          {"PUBLIC", "mx.desk.example", "192.0.2.7", "x"},
                          searched,
                          settings)
            .value()
            .numbers;
    };
    EXPECT_TRUE(numbers_in(" text/plain").empty());
    entries.numbers.idents = true;
    const std::vector<mail::FoundNumber> expected = {{"A1000", mail::NumberPlace::subject, ""},
                                                     {"B2000", mail::NumberPlace::text, ""},
                                                     {"C3000", mail::NumberPlace::quote, ""}};
    EXPECT_EQ(numbers_in(" text/plain"), expected);
    EXPECT_TRUE(numbers_in(" multipart/report; report-type=delivery-status; boundary=x").empty());
}

} // namespace
} // namespace vorrang::milter
