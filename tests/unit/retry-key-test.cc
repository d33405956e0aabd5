#include "core/mail/retry-key.hh"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using vorrang::mail::RawMail;
using vorrang::mail::retry_key;
using vorrang::mail::RetryFacts;
using vorrang::mail::RetryKey;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const Fields usual = {{"Received", " from x"},
                      {"Message-ID", " <1@heyer.example>"},
                      {"From", " kunde@heyer.example"},
                      {"Date", " Sat, 22 Nov 2025 10:00:00 +0100"},
                      {"Subject", " Outage"},
                      {"To", " support@desk.example"}};

const RetryFacts facts{"kunde@heyer.example", "mx.desk.example", "4jXDY40j7Mz1dqTL"};

RetryKey key(const Fields& fields, const std::string& body, const RetryFacts& with = facts) {
    RawMail mail("/tmp");
    for (const auto& [name, value] : fields) {
        EXPECT_TRUE(mail.add_header(name, value));
    }
    EXPECT_TRUE(mail.add_body(body));
    return retry_key(mail, with).value();
}

Fields changed(Fields fields, const std::string& name, const std::string& value) {
    for (auto& field : fields) {
        if (field.first == name) {
            field.second = value;
        }
    }
    return fields;
}

} // namespace

TEST(RetryKey, IsTheSameForARetryWithOtherTraceRecipientsAndQueueId) {
    const auto first = key(usual, "body");
    Fields again = changed(usual, "Received", " from another host");
    again = changed(again, "To", " sales@desk.example");
    EXPECT_EQ(key(again, "body", {"kunde@heyer.example", "mx.desk.example", "other"}).hex,
              first.hex);
    EXPECT_EQ(first.hex.size(), 64u);
    EXPECT_TRUE(first.senders_message_id);
    EXPECT_EQ(first.seconds(), 604800);
}

TEST(RetryKey, DiffersWithEachThingThatMakesItAnotherMail) {
    const auto first = key(usual, "body").hex;
    EXPECT_NE(key(usual, "body2").hex, first);
    EXPECT_NE(key(usual, "body", {"other@heyer.example", "mx.desk.example", "q"}).hex, first);
    for (const char* name : {"Message-ID", "From", "Date", "Subject"}) {
        EXPECT_NE(key(changed(usual, name, " other"), "body").hex, first) << name;
    }
    Fields twice = usual;
    twice.emplace_back("From", " second@heyer.example");
    EXPECT_NE(key(twice, "body").hex, first);
}

TEST(RetryKey, DoesNotConfuseWhereOneFieldEnds) {
    EXPECT_NE(key({{"From", " a"}, {"Subject", " bc"}}, "x").hex,
              key({{"From", " ab"}, {"Subject", " c"}}, "x").hex);
    EXPECT_NE(key({{"Subject", " a"}}, "b").hex, key({{"Subject", " ab"}}, "").hex);
}

TEST(RetryKey, IgnoresWhatOurPostfixMade) {
    const Fields local = {{"From", " root@host"},
                          {"Subject", " cron"},
                          {"Message-Id", " <20251122.4jXDY40j7Mz1dqTL@mx.desk.example>"},
                          {"Date", " Sat, 22 Nov 2025 10:00:00 +0100"}};
    const auto first = key(local, "body");
    Fields later = changed(local, "Message-Id", " <20251122.5kYEZ51k8Na2erUM@mx.desk.example>");
    later = changed(later, "Date", " Sat, 22 Nov 2025 10:05:00 +0100");
    const auto second =
        key(later, "body", {"kunde@heyer.example", "MX.desk.example", "5kYEZ51k8Na2erUM"});
    EXPECT_EQ(first.hex, second.hex);
    EXPECT_FALSE(first.senders_message_id);
    EXPECT_EQ(first.seconds(), 900);
}

TEST(RetryKey, BelievesTheFlagsToo) {
    RetryFacts flags = facts;
    flags.message_id_made_locally = true;
    flags.date_made_locally = true;
    Fields later = changed(usual, "Message-ID", " <2@x>");
    later = changed(later, "Date", " other");
    EXPECT_EQ(key(usual, "b", flags).hex, key(later, "b", flags).hex);
    EXPECT_NE(key(usual, "b", flags).hex, key(usual, "b").hex);
}

TEST(RetryKey, WithoutMessageIdHoldsForAQuarterOfAnHour) {
    EXPECT_EQ(key({{"From", " a@b"}}, "x").seconds(), 900);
    EXPECT_EQ(key({}, "").seconds(), 900);
    EXPECT_EQ(key({{"Message-ID", "  "}}, "").seconds(), 900);
}

TEST(RetryKey, OfASpooledMailIsThatOfItsBytes) {
    const std::string big(3 << 20, 'x');
    RawMail pieces("/tmp");
    ASSERT_TRUE(pieces.add_header("From", " a@b"));
    for (std::size_t at = 0; at < big.size(); at += 65535) {
        ASSERT_TRUE(pieces.add_body(big.substr(at, 65535)));
    }
    EXPECT_EQ(retry_key(pieces, facts).value().hex, key({{"From", " a@b"}}, big).hex);
}
