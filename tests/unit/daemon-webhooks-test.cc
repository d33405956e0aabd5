#include "daemon/digest-words.hh"
#include "daemon/webhook-signature.hh"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

namespace vorrang {
namespace {

// The example of https://www.standardwebhooks.com: a receiver's library takes exactly this.
TEST(WebhookSignature, IsTheStandards) {
    const auto signature = webhook_signature("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                             "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                             1614265330,
                                             R"({"test": 2432232314})");
    ASSERT_TRUE(signature);
    EXPECT_EQ(*signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, IsOfKeyInstantAndBody) {
    const auto of = [](const std::string& key, std::int64_t at, const std::string& body) {
        return webhook_signature("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", key, at, body).value();
    };
    EXPECT_NE(of("a", 1, "x"), of("b", 1, "x"));
    EXPECT_NE(of("a", 1, "x"), of("a", 2, "x"));
    EXPECT_NE(of("a", 1, "x"), of("a", 1, "y"));
}

TEST(WebhookSignature, RefusesASecretThatIsNone) {
    for (const auto* const secret : {"", "no base64!", "=="}) {
        const auto signature = webhook_signature(secret, "key", 1, "body");
        ASSERT_FALSE(signature) << secret;
        EXPECT_THAT(signature.error().hint, testing::HasSubstr("--new-secret"));
    }
}

TEST(Digest, HasALineForEachThing) {
    const auto facts = boost::json::parse(R"({"lines": [
        {"number": 4815, "subject": "Outage", "class": "A", "kind": "new", "at": "11-25 10:00",
         "by": null, "due": "11-25 14:30", "customer": "Heyer Plan AG"},
        {"number": 4815, "subject": "Outage", "class": "A", "kind": "note", "at": "11-25 10:05",
         "by": "Bernd Otto", "due": "11-25 14:30", "customer": "Heyer Plan AG"},
        {"number": 4816, "subject": "Toner", "class": "-", "kind": "new", "at": "11-25 10:10",
         "by": null, "due": null, "customer": null}]})");
    const Job job(facts.get_object());
    EXPECT_EQ(digest_summary(job), "Digest: 2 × new, 1 × a note");
    EXPECT_THAT(
        digest_text(job),
        testing::StartsWith(
            "  11-25 10:00  new: A 11-25 14:30 [#4815] Outage (Heyer Plan AG)\n"
            "  11-25 10:05  a note, Bernd Otto: A 11-25 14:30 [#4815] Outage (Heyer Plan AG)\n"
            "  11-25 10:10  new: - -- [#4816] Toner\n"));
}

} // namespace
} // namespace vorrang
