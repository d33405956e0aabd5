#include "dovecot-plugin/vorrang-client.hh"
#include "tests/unit/plugin-peer.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace vorrang {

namespace {

using test::Peer;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

ClientOptions options(const std::string& path) {
    return {.socket_path = path,
            .login = "anna@staff.example",
            .timeout = 200ms,
            .connect_timeout = 100ms,
            .hello_timeout = 200ms,
            .back_off = 50ms,
            .log = {}};
}

/// A peer that greets, then answers each request line with the next text.
Peer::Part answers(std::vector<std::string> texts) {
    return [texts = std::move(texts)](Peer::Connection& connection) {
        connection.greet();
        for (const auto& text : texts) {
            connection.line();
            connection.send(text);
        }
        connection.line();
    };
}

TEST(PluginClient, SaysWhoItIsBeforeItAsks) {
    std::vector<std::string> heard;
    {
        Peer peer({[&](Peer::Connection& connection) {
            connection.send("VERSION\tvorrang-imap\t1\t7\n");
            heard = {connection.line(), connection.line()};
            connection.send("OK\tanna\n");
            heard.push_back(connection.line());
            connection.send("OK\n");
        }});
        Client client(options(peer.path()));
        EXPECT_TRUE(client.list());
    }
    EXPECT_THAT(heard,
                ElementsAre("VERSION\tvorrang-imap\t1\t1", "LOGIN\tanna@staff.example", "LIST"));
}

TEST(PluginClient, ReadsFoldersRowsAndTombstones) {
    Peer peer({answers({"FOLDER\tQueues/a\001tb\tq1\t\\Archive\tro\textra\n"
                        "STATE\t17\t128\t99\tchanges\n"
                        "GONE\t1:3,9\n"
                        "ROW\t126\t98\t1765267199\t4711\t1764038401\t\\Seen $label3\n"
                        "ROW\t127\t99\t1765267200\t12\t1764038402\t\n"
                        "OK\n"})});
    Client client(options(peer.path()));
    const auto opened = client.open("Queues/a\tb", 17, 5);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->folder.name, "Queues/a\tb");
    EXPECT_EQ(opened->folder.special_use, "\\Archive");
    EXPECT_FALSE(opened->folder.writable);
    EXPECT_FALSE(opened->state.all);
    EXPECT_EQ(opened->state.uid_next, 128U);
    ASSERT_EQ(opened->rows.size(), 2U);
    EXPECT_EQ(opened->rows[0].flags, "\\Seen $label3");
    EXPECT_EQ(opened->rows[1].flags, "");
    EXPECT_THAT(opened->gone, ElementsAre(wire::UidRange{1, 3}, wire::UidRange{9, 9}));
}

TEST(PluginClient, ARefusalBringsItsCodeAndOneLine) {
    Peer peer({answers({"NO\tCANNOT\tRows\001nof Mine\n"})});
    Client client(options(peer.path()));
    const auto done = client.expunge("Mine", {1});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "CANNOT");
    EXPECT_EQ(done.error().sentence, "Rows of Mine");
}

TEST(PluginClient, NonsenseIsADefectAndNotAHang) {
    struct Case {
        const char* what;
        const char* answer;
    };

    for (const auto& [what, answer] : {
             Case{"unknown line", "WHAT\t1\nOK\n"},
             Case{"folder id with a slash", "FOLDER\ta\t../x\t\trw\nOK\n"},
             Case{"rows out of order",
                  "FOLDER\ta\ta\t\trw\nSTATE\t1\t9\t9\tall\nROW\t2\t1\t1\t1\t1\t\nROW\t2\t1\t1\t1\t"
                  "1\t\nOK\n"},
             Case{"no state", "FOLDER\ta\ta\t\trw\nOK\n"},
             Case{"uid validity 0", "FOLDER\ta\ta\t\trw\nSTATE\t0\t9\t9\tall\nOK\n"},
             Case{"BAD", "BAD\tno such verb\n"},
         }) {
        Peer peer({answers({answer})});
        Client client(options(peer.path()));
        const auto opened = client.open("a", 0, 0);
        ASSERT_FALSE(opened) << what;
        EXPECT_EQ(opened.error().code, "SERVERBUG") << what;
    }
}

TEST(PluginClient, NobodyThereFailsAtOnceAndComesBack) {
    const auto began = std::chrono::steady_clock::now();
    Client client(options("/tmp/vorrang-no-such-directory/imap.sock"));
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE");
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 100ms);
}

TEST(PluginClient, ASilentPeerIsGivenUpAfterTheTimeoutAndLeftAloneForAWhile) {
    Peer peer({answers({""}), answers({"OK\n"})});
    Client client(options(peer.path()));
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE");
    const auto gave_up = std::chrono::steady_clock::now();
    EXPECT_GE(gave_up - began, 200ms);
    EXPECT_LT(gave_up - began, 1s);
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE"); // backing off: at once
    EXPECT_LT(std::chrono::steady_clock::now() - gave_up, 20ms);
    std::this_thread::sleep_for(60ms);
    EXPECT_TRUE(client.list());
}

TEST(PluginClient, AnAnswerThatBreaksOffOnAFreshConnectionIsNoAnswer) {
    Peer peer({[](Peer::Connection& connection) {
        connection.greet();
        connection.line();
        connection.send("FOLDER\tINBOX\tinbox\t\trw\n");
    }});
    Client client(options(peer.path()));
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE");
}

TEST(PluginClient, RepeatsAReadingRequestOnAConnectionThatBrokeUnderIt) {
    Peer peer({[](Peer::Connection& connection) {
                   connection.greet();
                   connection.line();
                   connection.send("OK\n");
                   connection.line();
                   connection.send("FOLDER\tINBOX\tinbox\t\trw\n");
               },
               answers({"FOLDER\tMine\tmine\t\trw\nOK\n"})});
    Client client(options(peer.path()));
    ASSERT_TRUE(client.list());
    const auto folders = client.list();
    ASSERT_TRUE(folders);
    ASSERT_EQ(folders->size(), 1U); // nothing of the first half
    EXPECT_EQ(folders->front().name, "Mine");
}

TEST(PluginClient, NeverRepeatsAMoveThatMayHaveHappened) {
    Peer peer({[](Peer::Connection& connection) {
                   connection.greet();
                   connection.line();
                   connection.send("OK\n");
                   connection.line();
               },
               answers({"OK\t1\t1\n"})});
    Client client(options(peer.path()));
    ASSERT_TRUE(client.list());
    EXPECT_EQ(client.act("move", "INBOX", {1}, "Closed").error().code, "UNAVAILABLE");
    EXPECT_EQ(peer.connections(), 1);
    Client(options(peer.path())).list().error(); // lets the peer end
}

TEST(PluginClient, AMoveOnAConnectionThatDiedInSilenceGoesToANewOne) {
    Peer peer({[](Peer::Connection& connection) {
                   connection.greet();
                   connection.line();
                   connection.send("OK\n");
               },
               answers({"OK\t7\t31:32\n"})});
    Client client(options(peer.path()));
    ASSERT_TRUE(client.list());
    std::this_thread::sleep_for(20ms);
    const auto placed = client.act("move", "INBOX", {5, 9}, "Closed");
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->uid_validity, 7U);
    EXPECT_THAT(placed->uids, ElementsAre(31, 32));
}

TEST(PluginClient, AnActionWithoutMappingHasNoUids) {
    Peer peer({answers({"OK\t7\t\n"})});
    Client client(options(peer.path()));
    const auto placed = client.act("move", "INBOX", {5, 9}, "Closed");
    ASSERT_TRUE(placed);
    EXPECT_THAT(placed->uids, IsEmpty());
}

TEST(PluginClient, SendsMailsWithTheirBytes) {
    std::string request;
    std::string mail;
    std::string bytes;
    {
        Peer peer({[&](Peer::Connection& connection) {
            connection.greet();
            request = connection.line();
            mail = connection.line();
            bytes = connection.bytes(8);
            connection.send("OK\t7\t3\n");
        }});
        Client client(options(peer.path()));
        std::vector<MailToAppend> mails;
        mails.push_back({.date = 12, .flags = "\\Seen", .size = 8, .next = [n = 0]() mutable {
                             return std::string_view(n++ == 0 ? "a\tb\n" : "c\r\nd and more");
                         }});
        ASSERT_TRUE(client.append("append", "INBOX", mails));
    }
    EXPECT_EQ(request, "APPEND\tappend\tINBOX\t1");
    EXPECT_EQ(mail, "MAIL\t12\t\\Seen\t8");
    EXPECT_EQ(bytes, "a\tb\nc\r\nd");
}

TEST(PluginClient, ABodyOfAnotherSizeThanPromisedIsADefect) {
    Peer peer({answers({"MESSAGE\t2\t5\nDATA\t2\nabDATA\t2\ncdOK\n"})});
    Client client(options(peer.path()));
    std::string body;
    const BodySink sink{.begin = [] { return true; },
                        .piece =
                            [&](std::string_view piece) {
                                body += piece;
                                return true;
                            }};
    EXPECT_EQ(client.body("INBOX", 1, sink).error().code, "SERVERBUG");
    EXPECT_EQ(body, "abcd");
}

TEST(PluginClient, ALoginThatIsNoAgentGetsTheSentenceEveryTime) {
    const auto refuse = [](Peer::Connection& connection) {
        connection.greet("NO\tNOPERM\teve is no agent\n");
    };
    Peer peer({refuse});
    Client client(options(peer.path()));
    EXPECT_EQ(client.list().error().code, "NOPERM");
    EXPECT_EQ(client.list().error().sentence, "eve is no agent");
}

TEST(PluginClient, AnotherProtocolIsNotSpokenTo) {
    Peer peer(
        {[](Peer::Connection& connection) { connection.send("VERSION\tvorrang-imap\t2\t0\n"); }});
    Client client(options(peer.path()));
    EXPECT_EQ(client.list().error().code, "UNAVAILABLE");
}

} // namespace

} // namespace vorrang
