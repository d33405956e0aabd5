#include "dovecot-plugin/vorrang-watch.hh"
#include "tests/unit/plugin-peer.hh"

#include <gtest/gtest.h>

#include <poll.h>

#include <string>
#include <vector>

namespace vorrang {

namespace {

using test::Peer;

std::vector<Watch::Change> next_changes(Watch& watch) {
    for (int tries = 0; tries < 100 && watch.is_open(); ++tries) {
        pollfd poll_fd{watch.fd(), POLLIN, 0};
        ::poll(&poll_fd, 1, 20);
        if (auto changes = watch.take_changes(); !changes.empty()) {
            return changes;
        }
    }
    return {};
}

TEST(Watch, TellsWhatChangedAndWatchesOnAfterTheConnectionBroke) {
    std::vector<std::string> heard;
    {
        Peer peer({[&](Peer::Connection& connection) {
                       connection.greet();
                       heard.push_back(connection.line());
                       connection.send("OK\nCHANGED\tQueues/support\t50\nCHANGED\tOther\t1\n");
                   },
                   [&](Peer::Connection& connection) {
                       connection.greet();
                       heard.push_back(connection.line());
                       connection.send("OK\nCHANGED\tQueues/support\t60\n");
                       connection.line();
                   }});
        Watch watch(peer.path(), "anna");
        watch.watch("Queues/support", 40);
        const auto first = next_changes(watch);
        ASSERT_EQ(first.size(), 1U);
        EXPECT_EQ(first[0].folder, "Queues/support");
        EXPECT_EQ(first[0].highest_modseq, 50U);
        EXPECT_TRUE(next_changes(watch).empty());
        EXPECT_FALSE(watch.is_open());
        ASSERT_TRUE(watch.reconnect());
        const auto second = next_changes(watch);
        ASSERT_EQ(second.size(), 1U);
        EXPECT_EQ(second[0].highest_modseq, 60U);
    }
    EXPECT_EQ(heard,
              (std::vector<std::string>{"WATCH\tQueues/support\t40", "WATCH\tQueues/support\t50"}));
}

TEST(Watch, NobodyThereIsNoError) {
    Watch watch("/tmp/vorrang-no-such-directory/imap.sock", "anna");
    watch.watch("INBOX", 1);
    EXPECT_FALSE(watch.is_open());
    EXPECT_FALSE(watch.is_empty());
    watch.unwatch("INBOX");
    EXPECT_TRUE(watch.is_empty());
}

} // namespace

} // namespace vorrang
