#include "dovecot-plugin/vorrang-headers.hh"
#include "tests/unit/plugin-peer.hh"

#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

namespace vorrang {

namespace {

using test::Peer;
using namespace std::chrono_literals;

/// Serves HEADERS for any uid but the missing one, and keeps the requests.
struct Desk {
    std::vector<std::string> requests;
    std::uint32_t missing = 0;

    Peer::Part part() {
        return [this](Peer::Connection& connection) {
            connection.greet();
            for (auto line = connection.line(); !line.empty(); line = connection.line()) {
                requests.push_back(line);
                connection.send(line.starts_with("HEADERS") ? heads(line) : "OK\n");
            }
        };
    }

    std::string heads(const std::string& line) const {
        const auto fields = wire::split(line);
        std::string text;
        for (const auto uid : wire::expand(*wire::parse_uids(fields[2]))) {
            const std::string header = "Subject: " + std::to_string(uid) + "\r\n\r\n";
            if (uid != missing) {
                text += "HEAD\t" + std::to_string(uid) + '\t' + std::to_string(header.size()) +
                        '\n' + header;
            }
        }
        return text + "OK\n";
    }
};

HeaderAhead::Following up_to(std::uint32_t last) {
    return [last](std::uint32_t uid, std::size_t most) {
        std::vector<std::uint32_t> uids;
        for (std::uint32_t next = uid + 1; next <= last && uids.size() < most; ++next) {
            uids.push_back(next);
        }
        return uids;
    };
}

ClientOptions options(const std::string& path) {
    return {.socket_path = path, .login = "anna", .timeout = 1000ms, .log = {}};
}

TEST(HeaderAhead, AColdFetchOfAThousandRowsMakesFewRoundTrips) {
    Desk desk;
    {
        Peer peer({desk.part()});
        Client client(options(peer.path()));
        HeaderAhead ahead(client, 200);
        for (std::uint32_t uid = 1; uid <= 1000; ++uid) {
            const auto header = ahead.header("Queues/support", uid, up_to(1000));
            ASSERT_TRUE(header);
            ASSERT_NE(*header, nullptr);
            ASSERT_EQ(**header, "Subject: " + std::to_string(uid) + "\r\n\r\n");
        }
    }
    EXPECT_LE(desk.requests.size(), 8U);
}

TEST(HeaderAhead, OneHeaderBringsOneHeader) {
    Desk desk;
    {
        Peer peer({desk.part()});
        Client client(options(peer.path()));
        HeaderAhead ahead(client, 200);
        ASSERT_TRUE(ahead.header("INBOX", 7, up_to(1000)));
    }
    ASSERT_EQ(desk.requests.size(), 1U);
    EXPECT_EQ(desk.requests[0], "HEADERS\tINBOX\t7");
}

TEST(HeaderAhead, ARowThatIsGoneHasNone) {
    Desk desk{.requests = {}, .missing = 3};
    Peer peer({desk.part()});
    Client client(options(peer.path()));
    HeaderAhead ahead(client, 200);
    for (const std::uint32_t uid : {1U, 2U, 3U, 4U}) {
        const auto header = ahead.header("INBOX", uid, up_to(10));
        ASSERT_TRUE(header);
        EXPECT_EQ(*header == nullptr, uid == 3) << uid;
    }
}

TEST(HeaderAhead, HeadersOfOneFolderAreNeverThoseOfAnother) {
    Desk desk;
    {
        Peer peer({desk.part()});
        Client client(options(peer.path()));
        HeaderAhead ahead(client, 200);
        ASSERT_TRUE(ahead.header("INBOX", 1, up_to(10)));
        ASSERT_TRUE(ahead.header("Mine", 1, up_to(10)));
    }
    EXPECT_EQ(desk.requests.size(), 2U);
}

TEST(HeaderAhead, AnotherRequestBetweenTakesThePostedAnswerIn) {
    Desk desk;
    {
        Peer peer({desk.part()});
        Client client(options(peer.path()));
        HeaderAhead ahead(client, 20);
        for (std::uint32_t uid = 1; uid <= 100; ++uid) {
            const auto header = ahead.header("INBOX", uid, up_to(100));
            ASSERT_TRUE(header);
            ASSERT_NE(*header, nullptr) << uid;
            ASSERT_TRUE(client.flags("INBOX", {{.add = true, .uids = {uid}, .flags = "\\Seen"}}));
        }
    }
    const auto headers = std::count_if(desk.requests.begin(),
                                       desk.requests.end(),
                                       [](const auto& r) { return r.starts_with("HEADERS"); });
    EXPECT_LE(headers, 8);
}

} // namespace

} // namespace vorrang
