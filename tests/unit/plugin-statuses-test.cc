#include "dovecot-plugin/vorrang-statuses.hh"
#include "tests/unit/plugin-peer.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace vorrang {

namespace {

using test::Peer;
using testing::ElementsAre;
using namespace std::chrono_literals;

std::string status_lines(const std::string& name, int messages) {
    return "FOLDER\t" + name + "\tid\t\trw\nSTATE\t17\t128\t99\t\nCOUNTS\t" +
           std::to_string(messages) + "\t0\n";
}

/// Greets with the minor version and answers line by line, keeping what it heard.
Peer::Part
answers(const char* minor, std::vector<std::string> texts, std::vector<std::string>& heard) {
    return [=, &heard](Peer::Connection& connection) {
        connection.send("VERSION\tvorrang-imap\t1\t" + std::string(minor) + "\n");
        connection.line();
        connection.line();
        connection.send("OK\tanna\n");
        for (const auto& text : texts) {
            heard.push_back(connection.line());
            connection.send(text);
        }
    };
}

ClientOptions options(const Peer& peer) {
    return {
        .socket_path = peer.path(), .login = "anna@staff.example", .timeout = 2000ms, .log = {}};
}

std::uint32_t messages(StatusAhead& statuses, const std::string& folder) {
    const auto status = statuses.of(folder);
    return status ? status->messages : 0;
}

TEST(PluginStatuses, AsksForAllFromTheSecondOnAndSinglyForWhatIsNotKept) {
    std::vector<std::string> heard;
    {
        Peer peer(
            {answers("1",
                     {status_lines("A", 1) + "OK\n",
                      status_lines("A", 1) + status_lines("B", 2) + status_lines("C", 3) + "OK\n",
                      status_lines("D", 4) + "OK\n"},
                     heard)});
        Client client(options(peer));
        StatusAhead statuses(client);
        EXPECT_EQ(messages(statuses, "A"), 1U);
        EXPECT_EQ(messages(statuses, "B"), 2U);
        EXPECT_EQ(messages(statuses, "C"), 3U);
        EXPECT_EQ(messages(statuses, "D"), 4U);
    }
    EXPECT_THAT(heard, ElementsAre("STATUS\tA", "STATUS", "STATUS\tD"));
}

TEST(PluginStatuses, KnowsNothingAfterItForgotOrAWrite) {
    std::vector<std::string> heard;
    {
        const auto all = status_lines("A", 1) + status_lines("B", 2) + "OK\n";
        Peer peer({answers("1",
                           {status_lines("A", 1) + "OK\n",
                            all,
                            status_lines("B", 5) + "OK\n",
                            all,
                            "OK\n",
                            status_lines("A", 6) + "OK\n"},
                           heard)});
        Client client(options(peer));
        StatusAhead statuses(client);
        EXPECT_EQ(messages(statuses, "A"), 1U);
        EXPECT_EQ(messages(statuses, "B"), 2U);
        statuses.forget();
        EXPECT_EQ(messages(statuses, "B"), 5U);
        EXPECT_EQ(messages(statuses, "A"), 1U);
        EXPECT_TRUE(client.expunge("A", {3}));
        EXPECT_EQ(messages(statuses, "A"), 6U);
    }
    EXPECT_THAT(
        heard,
        ElementsAre("STATUS\tA", "STATUS", "STATUS\tB", "STATUS", "EXPUNGE\tA\t3", "STATUS\tA"));
}

TEST(PluginStatuses, AsksSinglyWhereAllCannotBeHad) {
    std::vector<std::string> old;
    {
        Peer peer(
            {answers("0", {status_lines("A", 1) + "OK\n", status_lines("B", 2) + "OK\n"}, old)});
        Client client(options(peer));
        StatusAhead statuses(client);
        EXPECT_EQ(messages(statuses, "A"), 1U);
        EXPECT_EQ(messages(statuses, "B"), 2U);
    }
    EXPECT_THAT(old, ElementsAre("STATUS\tA", "STATUS\tB"));
    std::vector<std::string> refused;
    {
        Peer peer({answers(
            "1",
            {status_lines("A", 1) + "OK\n", "NO\tINUSE\tlater\n", status_lines("B", 2) + "OK\n"},
            refused)});
        Client client(options(peer));
        StatusAhead statuses(client);
        EXPECT_EQ(messages(statuses, "A"), 1U);
        EXPECT_EQ(messages(statuses, "B"), 2U);
    }
    EXPECT_THAT(refused, ElementsAre("STATUS\tA", "STATUS", "STATUS\tB"));
}

} // namespace

} // namespace vorrang
