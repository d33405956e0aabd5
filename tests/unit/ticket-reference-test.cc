#include "core/mail/ticket-reference.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

using namespace std::string_literals;
using namespace vorrang::mail;

namespace {

const std::vector<std::string> domains = {"desk.example"};
const std::string token = "abcdefghijklmnopqrstuv2345";

std::optional<TicketAddress> address(const std::string& text) {
    return ticket_address(parse_path(text).value(), domains);
}

} // namespace

TEST(TicketReference, AddressesNameATicketAndProveIt) {
    const auto found = address("Support+4815." + token + "@Desk.Example");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->base, "support");
    EXPECT_EQ(found->token, (TicketToken{4815, token}));
    EXPECT_FALSE(found->note);
    EXPECT_TRUE(address("note+4815." + token + "@desk.example")->note);
    EXPECT_EQ(address("support+4815.ABCDEFGHIJKLMNOPQRSTUV2345@desk.example")->token.token, token);
}

TEST(TicketReference, NothingElseIsATicketAddress) {
    for (const std::string& bad : {"support@desk.example"s,
                                   "support+4815@desk.example"s,
                                   "support+4815." + token + "@other.example",
                                   "support+4815." + token + "x@desk.example",
                                   "support+4815." + token.substr(1) + "@desk.example",
                                   "support+." + token + "@desk.example",
                                   "support+-1." + token + "@desk.example",
                                   "support+0." + token + "@desk.example",
                                   "support+99999999999999999999." + token + "@desk.example",
                                   "support+4815.abcdefghijklmnopqrstuv2341@desk.example"s}) {
        EXPECT_FALSE(address(bad)) << bad;
    }
}

TEST(TicketReference, OurMessageIdsNameATicket) {
    const auto id = make_message_id({4815, token}, 17, "desk.example");
    EXPECT_EQ(id, "<4815." + token + ".17@desk.example>");
    EXPECT_EQ(ticket_message_id(id, domains), (TicketToken{4815, token}));
    EXPECT_FALSE(ticket_message_id("<4815." + token + ".17@x.example>", domains));
    EXPECT_FALSE(ticket_message_id("<4815." + token + "@desk.example>", domains));
    EXPECT_FALSE(ticket_message_id("<1@desk.example>", domains));
    EXPECT_FALSE(ticket_message_id("", domains));
}

TEST(TicketReference, TagsAreFoundEachOnce) {
    EXPECT_EQ(subject_tags("Re: x [#4815] [#4816] (was [#4815])"),
              (std::vector<std::int64_t>{4815, 4816}));
    EXPECT_TRUE(subject_tags("[#] [#12 [# 3] [#0] [#a1] #4815 [4815]").empty());
    EXPECT_TRUE(subject_tags("[#99999999999999999999]").empty());
    EXPECT_TRUE(subject_tags("").empty());
}

TEST(TicketReference, RowPrefixesAreTakenOutWhereverTheyStand) {
    EXPECT_EQ(without_row_prefixes("A 11-22 14:30 [#4815] Outage"), "Outage");
    EXPECT_EQ(without_row_prefixes("Re: A 11-22 14:30 [#4815] Outage"), "Re: Outage");
    EXPECT_EQ(without_row_prefixes("AW: Re: - -- [#4815] x"), "AW: Re: x");
    EXPECT_EQ(without_row_prefixes("> Subject: C -- [#7] x\n> B 01-02 03:04 [#8] y"),
              "> Subject: x\n> y");
    EXPECT_EQ(without_row_prefixes("> Betreff: A 11-22\r\n> 14:30 [#4815] Outage"),
              "> Betreff: Outage");
    EXPECT_EQ(without_row_prefixes("A 11-22 14:30 [#4815]"), "");
    EXPECT_EQ(without_row_prefixes("A 11-22 14:30 [#4815] B -- [#2] x"), "x");
    EXPECT_EQ(without_row_prefixes("a A -A 11-C -- [#3] 22 14:30 [#2] - [#1] b"), "a b");
}

TEST(TicketReference, WhatOnlyLooksLikeAPrefixStays) {
    for (const char* text : {"XA 11-22 14:30 [#4815] x",
                             "D 11-22 14:30 [#4815] x",
                             "A 11-22 14:3 [#4815] x",
                             "A 11-22 14:30 [4815] x",
                             "A 11-22 14:30 [#] x",
                             "A  [#1] x",
                             "A\n\n-- [#1] x"}) {
        EXPECT_EQ(without_row_prefixes(text), text);
    }
}

TEST(TicketReference, BareSubjectIsWhatTheCustomerMeant) {
    EXPECT_EQ(bare_subject("AW: Re: A 11-22 14:30 [#4815] Outage"), "Outage");
    EXPECT_EQ(bare_subject("Re: Outage [#4815]"), "Outage");
    EXPECT_EQ(bare_subject("RE[2]: WG: Fwd: x"), "x");
    EXPECT_EQ(bare_subject("Result: 5"), "Result: 5");
    EXPECT_EQ(bare_subject("Rechnung: Re: x"), "Rechnung: Re: x");
    EXPECT_EQ(bare_subject("[#1] a [#2] b"), "a b");
    EXPECT_EQ(bare_subject("A -- [#1[#2]] b"), "b");
    EXPECT_EQ(bare_subject("Re:"), "");
}

TEST(TicketReference, TokensAreLongAndNeverTheSame) {
    std::set<std::string> seen;
    std::set<char> letters;
    for (int i = 0; i < 10000; ++i) {
        const std::string one = new_token();
        EXPECT_TRUE(is_token(one));
        EXPECT_TRUE(seen.insert(one).second);
        letters.insert(one.begin(), one.end());
    }
    EXPECT_EQ(letters.size(), 32u);
}

TEST(TicketReferenceProperty, TokensComeBackFromAddressAndMessageId) {
    vorrang::test::check_property([] {
        const TicketToken made{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000), new_token()};
        const auto outbox = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
        std::string text = make_ticket_address("support@desk.example", made);
        const bool upper = *rc::gen::arbitrary<bool>();
        for (char& c : text) {
            c = upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        }
        const auto back = ticket_address(parse_path("<" + text + ">").value(), domains);
        RC_ASSERT(back.has_value());
        RC_ASSERT(back->token == made);
        const auto id = make_message_id(made, outbox, "desk.example");
        RC_ASSERT(ticket_message_id(id, domains) == std::optional(made));
    });
}

TEST(TicketReferenceProperty, NoPrefixIsLeftAndNothingElseIsLost) {
    vorrang::test::check_property([] {
        const auto piece = rc::gen::element<std::string>("A 11-22 14:30 [#4815] ",
                                                         "- -- [#1] ",
                                                         "Re: ",
                                                         "B ",
                                                         "-- ",
                                                         "[#7] ",
                                                         "\n> ",
                                                         "x ",
                                                         "ü",
                                                         "C 01-02");
        std::string text;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) {
            text += part;
        }
        const std::string out = without_row_prefixes(text);
        RC_ASSERT(row_prefixes(out).empty());
        RC_ASSERT(out.size() <= text.size());
        if (row_prefixes(text).empty()) {
            RC_ASSERT(without_row_prefixes(text) == text);
        }
    });
}
