#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"
#include "tests/support/cpu-clock.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>
#include <vector>

using namespace vorrang::mail;
using vorrang::ErrorCode;
using vorrang::Instant;

namespace {

const std::string token = "abcdefghijklmnopqrstuv2345";
const std::string prefix = "A 11-22 14:30 [#4815] ";
const Instant now{std::chrono::seconds(1763818200)};

ReplyJob job() {
    ReplyJob out;
    out.ticket = {4815, token};
    out.outbox_id = 18;
    out.channel = {"Support", "support@desk.example", "Europe/Berlin"};
    out.to = {{"Ina Heyer", "kunde", "heyer.example"}};
    out.customer_subject = "Outage reported";
    out.message_id = "<1@heyer.example>";
    out.references = {"<0@heyer.example>"};
    out.desk_domains = {"desk.example"};
    out.own_addresses = {"anna@staff.example", "bernd@staff.example"};
    return out;
}

const std::string agent_header =
    "Return-Path: <anna@staff.example>\r\nReceived: from [10.0.0.7]\r\n"
    "Message-ID: <client@staff.example>\r\nDate: Sat, 22 Nov 2025 14:29:00 +0100\r\n"
    "MIME-Version: 1.0\r\nUser-Agent: Mozilla Thunderbird\r\nAutocrypt: addr=anna@staff.example\r\n"
    "Organization: Staff\r\nSender: anna@staff.example\r\nFrom: Anna Berg <anna@staff.example>\r\n"
    "To: support+4815.abcdefghijklmnopqrstuv2345@desk.example\r\nBcc: bernd@staff.example\r\n"
    "Disposition-Notification-To: anna@staff.example\r\nX-Vorrang-Ticket: 4815\r\n"
    "Subject: Re: " +
    prefix + "Outage reported\r\nImportance: high\r\n";

ComposedMail
compose(const std::string& type, const std::string& body, const ReplyJob& with = job()) {
    auto mail = compose_reply(agent_header + type, body, with, now);
    EXPECT_TRUE(mail) << (mail ? "" : mail.error().text);
    return mail ? *mail : ComposedMail{};
}

std::string refusal(const std::string& type, const std::string& body) {
    const auto read = read_reply(agent_header + type, body);
    const auto mail = compose_reply(agent_header + type, body, job(), now);
    EXPECT_EQ(read.has_value(), mail.has_value()) << "milter and composer must agree";
    return read ? "" : read.error().text;
}

const std::string plain_type = "Content-Type: text/plain; charset=utf-8\r\n";
const std::string mixed_type = "Content-Type: multipart/mixed; boundary=x\r\n";

} // namespace

TEST(ComposeReply, HeaderIsTheDesksOwn) {
    const auto mail = compose(plain_type, "Hello\r\n");
    EXPECT_EQ(mail.header,
              "From: \"Support\" <support@desk.example>\r\n"
              "To: \"Ina Heyer\" <kunde@heyer.example>\r\n"
              "Reply-To: support+4815." +
                  token +
                  "@desk.example\r\n"
                  "Subject: Re: Outage reported [#4815]\r\n"
                  "Date: Sat, 22 Nov 2025 13:30:00 +0000\r\n"
                  "Message-ID: <4815." +
                  token +
                  ".18@desk.example>\r\n"
                  "In-Reply-To: <1@heyer.example>\r\n"
                  "References: <0@heyer.example>\r\n <1@heyer.example>\r\n"
                  "Importance: high\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\n");
    EXPECT_EQ(mail.body, "Hello\r\n");
    EXPECT_EQ(mail.whole().find("staff.example"), std::string::npos);
}

TEST(ComposeReply, OurAddressesNeverStandInToOrCc) {
    auto mixed = job();
    mixed.to.push_back({"", "support", "desk.example"});
    mixed.to.push_back({"", "Anna", "staff.example"});
    mixed.cc = {{"", "info", "partner.example"},
                {"", "KUNDE", "heyer.example"},
                {"", "support+4815." + token, "desk.example"},
                {"", "bernd", "staff.example"}};
    const auto mail = compose(plain_type, "x", mixed);
    const Message message = parse_message(mail.header);
    ASSERT_EQ(message.to.size(), 1u);
    ASSERT_EQ(message.cc.size(), 1u);
    EXPECT_EQ(message.cc[0].key(), "info@partner.example");
    mixed.to = {{"", "support", "desk.example"}};
    EXPECT_FALSE(compose_reply(agent_header, "x", mixed, now));
}

TEST(ComposeReply, SubjectFallsBackToTheAgentsWithoutThePrefix) {
    auto own = job();
    own.customer_subject.clear();
    EXPECT_EQ(compose(plain_type, "x", own).subject, "Re: Outage reported [#4815]");
}

TEST(ComposeReply, CommandsAndPrefixesGoOutOfPlainText) {
    const std::string body = "#time 0:25 onsite\r\n#close\r\n\r\nDone.\r\n\r\n"
                             "> Subject: " +
                             prefix +
                             "Outage\r\n> A 11-22\r\n> 14:30 [#4815] x\r\n"
                             "> X-Vorrang-Class: A\r\n-- \r\nAnna\r\n#close\r\n";
    const auto mail = compose(plain_type, body);
    EXPECT_EQ(mail.body, "Done.\r\n\r\n> Subject: Outage\r\n> x\r\n-- \r\nAnna\r\n#close\r\n");
    const auto lines = read_reply(agent_header + plain_type, body).value();
    EXPECT_TRUE(lines.has("close"));
    EXPECT_EQ(lines.time, std::chrono::minutes(25));
    EXPECT_TRUE(lines.text.starts_with("Done.\r\n"));
}

TEST(ComposeReply, EncodedTextIsCleanedInItsEncoding) {
    const auto base64 = compose(plain_type + "Content-Transfer-Encoding: base64\r\n",
                                encode_transfer("#close\r\nGrüße\r\n", TransferEncoding::base64));
    EXPECT_EQ(body_text(base64.header, base64.body), "Grüße\n");
    const auto quoted = compose(plain_type + "Content-Transfer-Encoding: quoted-printable\r\n",
                                "#time 25m=\r\n dr=C3=BCben\r\nGr=C3=BC=C3=9Fe\r\n");
    EXPECT_EQ(quoted.body, "Gr=C3=BC=C3=9Fe\r\n");
    const auto latin = compose("Content-Type: text/plain; charset=iso-8859-1\r\n",
                               "#close\r\nGr\xFC\xDF"
                               "e\r\n");
    EXPECT_EQ(latin.body,
              "Gr\xFC\xDF"
              "e\r\n");
}

TEST(ComposeReply, HtmlOfEachClientLosesItsCommands) {
    const auto html = [](const std::string& body) {
        return compose("Content-Type: text/html; charset=utf-8\r\n", body).body;
    };
    EXPECT_EQ(html("<html><body>#time 0:25 onsite<br><br>Done.<br></body></html>"),
              "<html><body>Done.<br></body></html>");
    EXPECT_EQ(html("<body><p>#close</p><p>Done &amp; dusted</p></body>"),
              "<body><p></p><p>Done &amp; dusted</p></body>");
    EXPECT_EQ(
        html("<div dir=\"ltr\"><div>#time&nbsp;25m<i>&nbsp;x</i></div><div><br></div>Done</div>"),
        "<div dir=\"ltr\"><div><i></i></div><div></div>Done</div>");
    EXPECT_EQ(html("<p>ok</p><blockquote>X-Vorrang-Class: A<br>x<pre>X-Vorrang-Due: <i>2026</i>\n"
                   "y</pre><table><tr><th>X-Vorrang-Ticket:</th><td>1</td></tr></table>"),
              "<p>ok</p><blockquote><br>x<pre><i></i>\ny</pre><table><tr><th></th><td></td></tr></"
              "table>");
    EXPECT_EQ(html("<p>ok</p><b>Subject:</b> A&nbsp;11-22 14:30\r\n [#<b>4815</b>] Outage"
                   "<a title=\"A 11-22 14:30 [#4815] Outage\">l</a><!-- B -- [#3] x -->"),
              "<p>ok</p><b>Subject:</b> <b></b>Outage<a title=\"Outage\">l</a><!-- x -->");
}

TEST(ComposeReply, BothAlternativesAreCleanedAndTheRestStays) {
    const std::string picture =
        "--r\r\nContent-Type: image/png\r\nContent-ID: <p>\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n";
    const std::string body =
        "This is a multi-part message.\r\n--x\r\nContent-Type: text/plain\r\n\r\n#close\r\nHi\r\n"
        "--x\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
        "--r\r\nContent-Type: text/html\r\n\r\n<p>#close</p><p>Hi</p>\r\n" +
        picture + "\r\n--x--\r\n";
    const auto mail = compose("Content-Type: multipart/alternative; boundary=x\r\n", body);
    EXPECT_EQ(mail.body,
              "This is a multi-part message.\r\n--x\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
              "--x\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
              "--r\r\nContent-Type: text/html\r\n\r\n<p></p><p>Hi</p>\r\n" +
                  picture + "\r\n--x--\r\n");
}

TEST(ComposeReply, AttachedRowsLeaveAsTheMailsTheyWere) {
    const std::string body =
        "--x\r\n\r\nsee there\r\n--x\r\nContent-Type: message/rfc822; name=\"" + prefix +
        "O.eml\"\r\nContent-Disposition: attachment; "
        "filename*=UTF-8''A%2011-22%2014_30%20%5B%234815%5D.eml\r\n\r\n"
        "Received: by desk; rank\r\nX-Vorrang-Ticket: 4816\r\nX-Vorrang-Due: 2025\r\n"
        "Reply-To: sales+4816." +
        token +
        "@desk.example\r\nReceived: from customer\r\n"
        "From: kunde@nordit.example\r\nSubject: " +
        prefix + "O\r\n\r\nbody\r\n--x--\r\n";
    const auto mail = compose(mixed_type, body);
    EXPECT_EQ(
        mail.body,
        "--x\r\n\r\nsee there\r\n--x\r\nContent-Type: message/rfc822; name=\"message.eml\"\r\n"
        "Content-Disposition: attachment; filename=\"message.eml\"\r\n\r\n"
        "Received: from customer\r\nFrom: kunde@nordit.example\r\nSubject: "
        "O\r\n\r\nbody\r\n--x--\r\n");
}

TEST(ComposeReply, EncodedAttachedRowsToo) {
    const std::string inner =
        "X-Vorrang-Ticket: 1\r\nSubject: =?utf-8?Q?A_11-22_14=3A30_[=234815]_=C3=B6?=\r\n\r\n" +
        prefix + "x\r\n";
    const auto mail = compose(mixed_type,
                              "--x\r\n\r\nhi\r\n--x\r\nContent-Type: message/rfc822\r\n"
                              "Content-Transfer-Encoding: base64\r\n\r\n" +
                                  encode_transfer(inner, TransferEncoding::base64) + "--x--\r\n");
    const auto tree = parse_mime(mail.header, mail.body);
    EXPECT_EQ(tree.root.parts.at(1).content(), "Subject: =?utf-8?Q?=C3=B6?=\r\n\r\nx\r\n");
}

TEST(ComposeReply, AFileSentAloneLosesThePrefixInItsName) {
    const auto mail = compose("Content-Type: application/pdf; name=\"" + prefix +
                                  "x.pdf\"\r\nContent-Disposition: attachment\r\n",
                              "%PDF");
    EXPECT_NE(mail.header.find("Content-Type: application/pdf; name=\"x.pdf\"\r\n"),
              std::string::npos);
}

TEST(ComposeReply, RefusesMailsEncodedInsideOfEachOtherWithoutEnd) {
    std::string inner = "Subject: x\r\n\r\nx\r\n";
    for (int n = 0; n < 4; ++n) {
        inner =
            "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
            inner;
    }
    const std::string type =
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n";
    EXPECT_EQ(refusal(type, encode_transfer("Subject: x\r\n\r\nx\r\n", TransferEncoding::base64)),
              "");
    EXPECT_NE(refusal(type, encode_transfer(inner, TransferEncoding::base64)).find("more parts"),
              std::string::npos);
}

TEST(ComposeReply, ReadsTheIdsOfAttachedMailsAtAnyDepth) {
    const std::string inner = "Message-ID: <deep@x>\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    const std::string middle = "Message-ID: <middle@x>\r\nContent-Type: multipart/mixed; "
                               "boundary=y\r\n\r\n--y\r\nContent-Type: message/rfc822\r\n\r\n" +
                               inner + "--y--\r\n";
    const std::string body =
        "--x\r\n\r\nhi\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n" + middle +
        "--x\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        encode_transfer("Message-ID: <coded@x>\r\nContent-Type: message/rfc822\r\n\r\n" + middle,
                        TransferEncoding::base64) +
        "--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <headers@x>\r\n--x--\r\n";
    const std::vector<std::string> ids = {
        "<middle@x>", "<deep@x>", "<coded@x>", "<middle@x>", "<deep@x>", "<headers@x>"};
    EXPECT_EQ(read_reply(agent_header + mixed_type, body)->attached, ids);
}

TEST(ComposeReply, NothingPrivateIsQuoted) {
    const auto mail = compose(plain_type,
                              "On Friday, Anna Berg <Anna@Staff.Example> wrote to "
                              "note+4815." +
                                  token + "@desk.example, xanna@staff.example.org:\r\n");
    EXPECT_EQ(mail.body,
              "On Friday, Anna Berg <support@desk.example> wrote to "
              "note@desk.example, xanna@staff.example.org:\r\n");
}

TEST(ComposeReply, RefusesWhatItCannotTakeOut) {
    const std::string type =
        "Content-Type: multipart/signed; boundary=x; protocol=\"application/pgp-signature\"\r\n";
    const auto sign = [](const std::string& text) {
        return "--x\r\nContent-Type: text/plain\r\n\r\n" + text +
               "\r\n--x\r\nContent-Type: application/pgp-signature\r\n\r\nsig\r\n--x--\r\n";
    };
    EXPECT_NE(refusal(type, sign("#close\r\nHi")).find("# line stands in a signed"),
              std::string::npos);
    EXPECT_NE(refusal(type, sign("Hi\r\n> " + prefix + "x")).find("row's subject"),
              std::string::npos);
    EXPECT_EQ(refusal(type, sign("Hi\r\nthere")), "");
    EXPECT_EQ(compose(type, sign("Hi anna@staff.example")).body, sign("Hi anna@staff.example"));
    EXPECT_NE(refusal(type,
                      "--x\r\nContent-Type: text/plain; protected-headers=v1\r\nSubject: Re: " +
                          prefix + "x\r\n\r\nHi\r\n--x--\r\n"),
              "");
    const std::string pgp = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n";
    const std::string end =
        "\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n-----END PGP SIGNATURE-----\r\n";
    EXPECT_NE(refusal(plain_type, pgp + "#close\r\nHi" + end), "");
    EXPECT_NE(refusal(plain_type, pgp + "Hi\r\n" + prefix + "x" + end), "");
    EXPECT_EQ(compose(plain_type, "#close\r\n" + pgp + "Hi" + end + prefix).body, pgp + "Hi" + end);
    const std::string opaque = "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
                               "Content-Transfer-Encoding: base64\r\n";
    EXPECT_NE(
        refusal(opaque, encode_transfer("\x30\x82text\r\n" + prefix, TransferEncoding::base64)),
        "");
    EXPECT_EQ(refusal(opaque, encode_transfer("\x30\x82text\r\n", TransferEncoding::base64)), "");
    EXPECT_EQ(refusal(plain_type, "#tmie 0:25\r\n"),
              "line 1: #tmie is not known; nothing was sent");
    EXPECT_EQ(refusal("Content-Type: text/html\r\n", "<p>#tmie</p>"),
              "line 1: #tmie is not known; nothing was sent");
}

TEST(ComposeReply, RefusesMoreThanItCanLookThrough) {
    std::string body;
    for (int i = 0; i < 1500; ++i) {
        body += "--x\r\n\r\na\r\n";
    }
    EXPECT_NE(refusal(mixed_type, body + "--x--\r\n"), "");
}

TEST(ComposeReply, HandlesTwentyMegabytesQuickly) {
    const std::string body = "--x\r\n\r\n#close\r\nHi\r\n--x\r\nContent-Type: image/png\r\n"
                             "Content-Transfer-Encoding: base64\r\n\r\n" +
                             encode_transfer(std::string(15 << 20, 'p'), TransferEncoding::base64) +
                             "--x--\r\n";
    const auto start = vorrang::test::CpuClock::now();
    const auto mail = compose(mixed_type, body);
    EXPECT_LT(vorrang::test::CpuClock::now() - start, std::chrono::seconds(5));
    EXPECT_EQ(mail.body.size(), body.size() - 8);
}

TEST(ComposeReplyProperty, WhatHoldsNothingOfOursStaysByteForByte) {
    vorrang::test::check_property([] {
        const auto piece =
            rc::gen::element<std::string>("--x\r\n",
                                          "--x--\r\n",
                                          "--y\n",
                                          "Content-Type: multipart/alternative; boundary=y\r\n",
                                          "Content-Type: text/html\r\n",
                                          "Content-Type: message/rfc822\r\n",
                                          "\r\n",
                                          "\n",
                                          "text\r\n",
                                          "<p>&amp;</p>",
                                          "Content-Transfer-Encoding: base64\r\n",
                                          "YWJj\r\n",
                                          "=C3=BC=\r\n",
                                          "\xFC",
                                          "Content-Transfer-Encoding: quoted-printable\r\n",
                                          " # x",
                                          "Subject: y\r\n");
        std::string body;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) {
            body += part;
        }
        const auto mail = compose_reply(agent_header + mixed_type, body, job(), now);
        RC_ASSERT(mail.has_value());
        RC_ASSERT(mail->body == body);
    });
}

TEST(ComposeReplyProperty, NoPrefixAndNoCommandLeaves) {
    vorrang::test::check_property([] {
        const auto piece = rc::gen::element<std::string>("A 11-22 14:30 [#4815] ",
                                                         "- -- [#1] ",
                                                         "> ",
                                                         "\r\n",
                                                         "Hello ",
                                                         "A 11-22\r\n> 14:30 [#7] ",
                                                         "<br>",
                                                         "<b>",
                                                         "&nbsp;",
                                                         "anna@staff.example ",
                                                         "ü");
        std::string text = *rc::gen::element<std::string>("", "#close\r\n", "#time 1h x\r\n\r\n");
        const bool command = !text.empty();
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) {
            text += part;
        }
        const auto encoding = *rc::gen::element(TransferEncoding::identity,
                                                TransferEncoding::base64,
                                                TransferEncoding::quoted_printable);
        const std::string name = encoding == TransferEncoding::identity ? "8bit"
                                 : encoding == TransferEncoding::base64 ? "base64"
                                                                        : "quoted-printable";
        const auto mail =
            compose_reply(agent_header + plain_type + "Content-Transfer-Encoding: " + name + "\r\n",
                          encode_transfer(text, encoding),
                          job(),
                          now);
        RC_ASSERT(mail.has_value());
        const std::string left = parse_mime(mail->header, mail->body).root.content();
        RC_ASSERT(row_prefixes(left).empty());
        RC_ASSERT(left.find("anna@staff.example") == std::string::npos);
        RC_ASSERT(!command || !left.starts_with("#"));
    });
}
