#include "daemon/admin/setup/dovecot-picture.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace vorrang;
using namespace vorrang::admin::setup;
using testing::ElementsAre;
using testing::IsEmpty;
using Verdict = vorrang::admin::CheckResult::Verdict;

namespace {

constexpr const char* kDoveconf = R"(# 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf
imap_fetch_failure = no-after
mail_plugins = " quota vorrang"
namespace delivery {
  disabled = yes
  inbox = yes
  location = mdbox:~/personal
  separator = /
}
namespace desk {
  disabled = yes
  inbox = yes
  location = vorrang:~/vorrang-index:CONTROL=~
  prefix =
  separator = /
}
namespace inbox {
  inbox = yes
  location = mdbox:~/mail
  mailbox Sent {
    auto = subscribe
  }
  separator = /
}
namespace personal {
  disabled = yes
  location = mdbox:~/personal
  prefix = Personal/
  separator = /
}
plugin {
  vorrang_personal_inbox = Personal/Inbox
  vorrang_socket = /run/vorrang/imap.sock
}
protocols = imap lmtp
)";

struct DovecotSetup : testing::Test {
    DovecotPicture dovecot;
    Config config = default_config();

    DovecotSetup() {
        dovecot.settings = parse_doveconf(kDoveconf);
        dovecot.plugin_there = true;
        dovecot.plugin_built_with = dovecot.installed = "1:2.3.19.1+dfsg1-2.1+deb12u1";
        dovecot.accounts.push_back(
            {"anna",
             {{"namespace/desk/disabled", "no"},
              {"namespace/personal/disabled", "no"},
              {"namespace/inbox/disabled", "yes"}},
             {{"namespace/delivery/disabled", "no"}, {"namespace/inbox/disabled", "yes"}},
             ""});
    }

    std::vector<std::string> found() {
        std::vector<vorrang::admin::CheckResult> results;
        ask_rules(dovecot_rules(), DovecotWorld{dovecot, config}, results);
        std::vector<std::string> lines;
        for (const auto& result : results) {
            if (result.verdict != Verdict::ok) {
                lines.push_back(result.what + " -> " + result.remedy);
            }
        }
        return lines;
    }
};

} // namespace

TEST_F(DovecotSetup, AGoodDovecotGivesNoComplaint) {
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(DovecotSetup, BlocksBecomePaths) {
    EXPECT_EQ(dovecot.value("mail_plugins"), "quota vorrang");
    EXPECT_EQ(dovecot.value("namespace inbox/mailbox Sent/auto"), "subscribe");
    EXPECT_EQ(dovecot.value("plugin/vorrang_socket"), "/run/vorrang/imap.sock");
    EXPECT_THAT(dovecot.namespaces(), ElementsAre("delivery", "desk", "inbox", "personal"));
}

TEST_F(DovecotSetup, AFieldOfTheUserdbWinsOverTheFile) {
    EXPECT_EQ(dovecot.namespace_value("desk", "disabled"), "yes");
    EXPECT_EQ(dovecot.namespace_value("desk", "disabled", dovecot.accounts[0].imap), "no");
}

TEST_F(DovecotSetup, AProtocolThatForgetsThePluginIsNamed) {
    dovecot.settings["protocol lmtp/mail_plugins"] = "sieve";
    EXPECT_THAT(found(), ElementsAre("dovecot/plugin -> mail_plugins = sieve vorrang"));
}

TEST_F(DovecotSetup, APluginOfAnotherRevisionIsRebuilt) {
    const std::string nul(1, '\0');
    EXPECT_EQ(find_built_with("x" + nul + "vorrang plugin built with dovecot-dev 1:2" + nul + "y"),
              "1:2");
    dovecot.plugin_built_with = "1:2.3.19.1+dfsg1-2.1";
    EXPECT_THAT(found(),
                ElementsAre(testing::HasSubstr("dovecot-dev=1:2.3.19.1+dfsg1-2.1+deb12u1")));
    dovecot.plugin_there = false;
    EXPECT_THAT(found(), ElementsAre(testing::StartsWith("dovecot/plugin-file -> install ")));
}

TEST_F(DovecotSetup, LmtpMustNotEnterTheDesk) {
    dovecot.settings["namespace desk/disabled"] = "no";
    EXPECT_THAT(found(), ElementsAre(testing::StartsWith("dovecot/delivery -> ")));
}

TEST_F(DovecotSetup, ADeskThatIsMountedBesideTheInboxIsNoInbox) {
    dovecot.settings["namespace desk/inbox"] = "no";
    EXPECT_THAT(found(), ElementsAre("dovecot/desk -> namespace/desk/inbox = yes"));
    dovecot.settings["namespace desk/prefix"] = "Desk/";
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(DovecotSetup, AMailUserOutsideTheSocketsGroupIsNamed) {
    dovecot.accounts[0].imap["uid"] = "5000";
    dovecot.accounts[0].imap["gid"] = "5000";
    dovecot.way = {{"/run/vorrang", 990, 5000, 0750}, {"/run/vorrang/imap.sock", 990, 5000, 0660}};
    EXPECT_THAT(found(), IsEmpty());
    dovecot.way[0].group = 991;
    EXPECT_THAT(found(),
                ElementsAre("dovecot/socket-access -> chgrp 5000 /run/vorrang "
                            "/run/vorrang/imap.sock"));
    dovecot.way[0].mode = 0751;
    EXPECT_THAT(found(), IsEmpty());
    dovecot.accounts[0].imap["uid"] = "990";
    EXPECT_TRUE(dovecot.way[1].let(990, 1, 02)) << "the owner";
}

TEST_F(DovecotSetup, AUserdbThatDoesNotAnswerIsSkipped) {
    dovecot.accounts[0].trouble = "connection refused";
    EXPECT_THAT(found(), ElementsAre("dovecot/agents -> ", "dovecot/delivery -> "));
}
