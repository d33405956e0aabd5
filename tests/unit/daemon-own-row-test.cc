#include "daemon/desk/own-row.hh"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>

namespace vorrang::desk {
namespace {

std::string said(std::string_view head) {
    return boost::json::serialize(own_row(head));
}

TEST(OwnRow, TakesTicketAndMessageIdFromTheHeader) {
    EXPECT_EQ(
        said("Received: here\r\nX-Vorrang-Ticket: 4815\r\nmessage-id:\r\n <a@b.example>\r\n\r\n"),
        R"({"ticket":4815,"message_id":"<a@b.example>"})");
}

TEST(OwnRow, TheBodySaysNothing) {
    EXPECT_EQ(said("Subject: x\r\n\r\nX-Vorrang-Ticket: 4815\r\nMessage-ID: <a@b>\r\n"),
              R"({"ticket":null,"message_id":null})");
}

TEST(OwnRow, WhatIsNoNumberIsNoTicket) {
    EXPECT_EQ(said("X-Vorrang-Ticket: 4815 or so\r\nMessage-ID: none\r\n\r\n"),
              R"({"ticket":null,"message_id":null})");
    EXPECT_EQ(said("X-Vorrang-Ticket: 99999999999999999999\r\n"),
              R"({"ticket":null,"message_id":null})");
    EXPECT_EQ(said(""), R"({"ticket":null,"message_id":null})");
}

} // namespace
} // namespace vorrang::desk
