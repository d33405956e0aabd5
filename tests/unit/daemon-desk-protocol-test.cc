#include "daemon/desk/answer.hh"
#include "daemon/desk/protocol.hh"
#include "tests/support/property.hh"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

namespace vorrang::desk {
namespace {

TEST(DeskProtocol, TakesARequestApart) {
    const auto request = parse_request("OPEN\tQueues/support\t1700000001\t0");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->verb, "OPEN");
    EXPECT_EQ(request->arguments, (std::vector<std::string>{"Queues/support", "1700000001", "0"}));
}

TEST(DeskProtocol, KeepsEmptyFields) {
    const auto request = parse_request("LEAVE\tmove\t\tb\t");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->arguments, (std::vector<std::string>{"move", "", "b", ""}));
}

TEST(DeskProtocol, RefusesAnEscapeThatDoesNotExist) {
    EXPECT_FALSE(parse_request("LIST\t\001x"));
    EXPECT_FALSE(parse_request("LIST\t\001"));
}

TEST(DeskProtocol, WhatIsWrittenIsReadAgain) {
    vorrang::test::check_property([] {
        const auto fields = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(
                rc::gen::elementOf(std::string("\0\001\t\r\nab01trn\xc3\xa4", 14)))));
        std::vector<std::string_view> views(fields.begin(), fields.end());
        views.insert(views.begin(), "VERB");
        const auto line = format_line(views);
        RC_ASSERT(line.find('\n') == line.size() - 1);
        const auto request = parse_request(std::string_view(line).substr(0, line.size() - 1));
        RC_ASSERT(request.has_value());
        RC_ASSERT(request->arguments == fields);
    });
}

TEST(DeskProtocol, NumbersHaveOneForm) {
    EXPECT_EQ(parse_number("0"), 0);
    EXPECT_EQ(parse_number("9223372036854775807"), 9223372036854775807);
    for (const char* wrong : {"", "-1", "+1", "01", "1 ", "9223372036854775808", "x"}) {
        EXPECT_FALSE(parse_number(wrong)) << wrong;
    }
}

TEST(DeskProtocol, ReadsASequenceSet) {
    EXPECT_EQ(parse_uids("1:3,9,12:13"), (Uids{1, 2, 3, 9, 12, 13}));
    EXPECT_EQ(parse_uids("9223372036854775807"), Uids{9223372036854775807});
    for (const char* wrong : {"",
                              "0",
                              "5:1",
                              "3,2",
                              "1,1",
                              "1:*",
                              "1:2:3",
                              ",1",
                              "1,",
                              "1:500001",
                              "1:9223372036854775807"}) {
        EXPECT_FALSE(parse_uids(wrong)) << wrong;
    }
}

TEST(DeskProtocol, ASequenceSetNamesTheSameUids) {
    vorrang::test::check_property([] {
        const auto set = *rc::gen::nonEmpty(
            rc::gen::container<std::set<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 200)));
        const Uids uids(set.begin(), set.end());
        RC_ASSERT(parse_uids(format_uids(uids)) == uids);
    });
}

TEST(DeskProtocol, FlagsAreSeparatedByBlanks) {
    EXPECT_EQ(parse_flags("\\Seen $label1"), (std::vector<std::string>{"\\Seen", "$label1"}));
    EXPECT_TRUE(parse_flags("").empty());
}

TEST(DeskProtocol, AnErrorBecomesTheCodeThatTheDatabaseNames) {
    const auto refusal = refusal_of({ErrorCode::no_such, "This row is gone", "imap:EXPUNGEISSUED"});
    EXPECT_EQ(refusal.code, "EXPUNGEISSUED");
    EXPECT_EQ(refusal.sentence, "This row is gone");
}

TEST(DeskProtocol, EachKindOfErrorHasItsCode) {
    EXPECT_EQ(refusal_of({ErrorCode::no_such, "x"}).code, "NONEXISTENT");
    EXPECT_EQ(refusal_of({ErrorCode::refused, "x"}).code, "CANNOT");
    EXPECT_EQ(refusal_of({ErrorCode::conflict, "x"}).code, "INUSE");
    EXPECT_EQ(refusal_of({ErrorCode::unavailable, "x"}).code, "UNAVAILABLE");
}

TEST(DeskProtocol, ADefectTellsTheClientNothing) {
    const auto refusal =
        refusal_of({ErrorCode::internal, "relation vorrang.tickets has no column x"});
    EXPECT_EQ(refusal.code, "SERVERBUG");
    EXPECT_EQ(refusal.sentence.find("vorrang.tickets"), std::string::npos);
}

TEST(DeskProtocol, ASentenceIsOneLineOfAscii) {
    EXPECT_EQ(sentence("a\r\nb\tc\x7f"), "a  b c ");
    EXPECT_EQ(sentence("M\xc3\xbcller"), "M??ller");
    EXPECT_EQ(sentence(std::string(1000, 'x')).size(), 400U);
}

TEST(DeskAnswer, HasDataLinesPayloadsAndOneEndLine) {
    std::string sent;
    Answer answer([&sent](std::string bytes) -> awaitable<bool> {
        sent += bytes;
        co_return true;
    });
    answer.line({"HEAD", "5", "3"});
    answer.payload("a\tb");
    answer.ok({"1", "4:5"});
    asio::io_context io;
    asio::co_spawn(
        io, [&]() -> awaitable<void> { co_await answer.flush(); }, asio::detached);
    io.run();
    EXPECT_EQ(sent, "HEAD\t5\t3\na\tbOK\t1\t4:5\n");
}

} // namespace
} // namespace vorrang::desk
