#include "core/mail/auth-results.hh"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace vorrang::mail;

namespace {

const std::vector<std::string> ids = {"mx.desk.example"};
const std::vector<std::string> own = {"desk.example", "staff.example"};

std::string judge(const std::string& header,
                  const std::string& from = "kunde@heyer.example",
                  bool behind = true,
                  std::size_t count = 1,
                  bool login = false) {
    const std::vector<Mailbox> mailboxes = parse_address_list(from).mailboxes;
    return std::string(to_text(judge_trust(header, {behind, ids, own, mailboxes, count, login})));
}

std::string results(const std::string& text) {
    return "Authentication-Results: mx.desk.example; " + text + "\r\n";
}

} // namespace

TEST(AuthResults, ParsesWhatRfc8601Shows) {
    const auto parsed = parse_auth_results(
        " Example.COM 1 (a (nested) comment);\r\n\tspf=Fail (bad; host) smtp.mailfrom=example.com;"
        " dkim/1 = pass reason=\"good; signature\" header.i = @mail.example.com header.b=aGs=;"
        " auth=pass (cram-md5) smtp.auth=\"a\\\"b\"");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->authserv_id, "example.com");
    ASSERT_EQ(parsed->methods.size(), 3u);
    EXPECT_EQ(parsed->methods[0].method, "spf");
    EXPECT_EQ(parsed->methods[0].result, "fail");
    EXPECT_EQ(parsed->methods[0].property("smtp.mailfrom"), "example.com");
    EXPECT_EQ(parsed->methods[1].property("reason"), "good; signature");
    EXPECT_EQ(parsed->methods[1].property("header.i"), "@mail.example.com");
    EXPECT_EQ(parsed->methods[1].property("header.b"), "ags=");
    EXPECT_EQ(parsed->methods[2].property("smtp.auth"), "a\"b");
}

TEST(AuthResults, NoneAndBrokenOnesGiveNoMethods) {
    EXPECT_TRUE(parse_auth_results("mx; none")->methods.empty());
    EXPECT_TRUE(parse_auth_results("mx")->methods.empty());
    EXPECT_EQ(parse_auth_results("mx; = ; dkim ; spf=pass")->methods.size(), 1u);
    EXPECT_FALSE(parse_auth_results(""));
    EXPECT_FALSE(parse_auth_results(" (only a comment"));
    EXPECT_TRUE(parse_auth_results("mx; dkim=pass \"unclosed"));
}

TEST(AuthResults, PassForTheFromDomainIsVerified) {
    EXPECT_EQ(judge(results("dmarc=pass header.from=heyer.example")), "verified");
    EXPECT_EQ(judge(results("dmarc=pass")), "verified");
    EXPECT_EQ(judge(results("dkim=pass header.d=heyer.example")), "verified");
    EXPECT_EQ(judge(results("dkim=pass header.i=@mail.heyer.example")), "verified");
    EXPECT_EQ(judge(results(
                  "spf=pass smtp.mailfrom=bounce@heyer.example; dkim=fail header.d=heyer.example")),
              "verified");
}

TEST(AuthResults, FailIsUnverified) {
    EXPECT_EQ(judge(results("dmarc=fail; spf=pass smtp.mailfrom=heyer.example")), "unverified");
    EXPECT_EQ(judge(results("dkim=fail header.d=heyer.example")), "unverified");
    EXPECT_EQ(judge(results("spf=fail smtp.mailfrom=x@heyer.example")), "unverified");
}

TEST(AuthResults, AVerifierThatReadAnotherFromMakesItUnverified) {
    EXPECT_EQ(judge(results("dmarc=pass header.from=attacker.example")), "unverified");
    EXPECT_EQ(judge(results("dmarc=none header.from=attacker.example")), "unverified");
    EXPECT_EQ(judge(results("dkim=pass header.d=heyer.example; dmarc=pass header.from=x.example")),
              "unverified");
    EXPECT_EQ(judge(results("dmarc=pass header.from=example.org"), "kunde@mail.example.org"),
              "verified");
}

TEST(AuthResults, NeitherIsUnproven) {
    EXPECT_EQ(judge(results("none")), "unproven");
    EXPECT_EQ(judge(results("dkim=pass header.d=attacker.example")), "unproven");
    EXPECT_EQ(judge(results("spf=softfail smtp.mailfrom=heyer.example")), "unproven");
    EXPECT_EQ(judge(results("spf=pass smtp.helo=heyer.example")), "unproven");
    EXPECT_EQ(judge(results("dkim=pass header.d=example")), "unproven");
    EXPECT_EQ(judge(results("dkim=pass (dmarc=pass) header.d=x.example")), "unproven");
}

TEST(AuthResults, OnlyOurVerifierCountsAndOnlyItsTopmostField) {
    EXPECT_EQ(judge("Authentication-Results: other; dmarc=pass\r\n"), "unchecked");
    EXPECT_EQ(judge(""), "unchecked");
    EXPECT_EQ(judge(results("dmarc=pass"), "kunde@heyer.example", false), "unchecked");
    EXPECT_EQ(judge("Authentication-Results: other; dmarc=fail\r\n" + results("dmarc=pass")),
              "verified");
    EXPECT_EQ(judge(results("dmarc=fail") + results("dmarc=pass")), "unverified");
}

TEST(AuthResults, WhatCannotBeIsUnverified) {
    EXPECT_EQ(judge(results("dmarc=pass"), "anna@staff.example"), "unverified");
    EXPECT_EQ(judge("", "anna@staff.example", false), "unverified");
    EXPECT_EQ(judge("", "anna@staff.example", false, 1, true), "verified");
    EXPECT_EQ(judge(results("dmarc=pass"), "kunde@heyer.example", true, 2), "unverified");
    EXPECT_EQ(judge(results("dmarc=pass header.from=heyer.example"), "", true, 0), "unproven");
}

TEST(AuthResults, AlignmentGoesByLabels) {
    EXPECT_TRUE(aligned("heyer.example", "heyer.example"));
    EXPECT_TRUE(aligned("mail.heyer.example", "heyer.example"));
    EXPECT_TRUE(aligned("heyer.example", "mail.heyer.example"));
    EXPECT_FALSE(aligned("xheyer.example", "heyer.example"));
    EXPECT_FALSE(aligned("example", "heyer.example"));
    EXPECT_FALSE(aligned("", ""));
}
