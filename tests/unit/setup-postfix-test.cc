#include "daemon/admin/setup/milter-list.hh"
#include "daemon/admin/setup/postfix-world.hh"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

using namespace vorrang;
using namespace vorrang::admin::setup;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Verdict = vorrang::admin::CheckResult::Verdict;

namespace {

constexpr const char* kMainCf = R"(always_add_missing_headers = no
always_bcc =
compatibility_level = 3.6
enable_long_queue_ids = yes
header_size_limit = 262144
inet_interfaces = all
local_header_rewrite_clients =
message_size_limit = 52428800
milter_default_action = tempfail
milter_macro_daemon_name = mx.desk.example
milter_protocol = 6
parent_domain_matches_subdomains = relay_domains
queue_directory = /var/spool/postfix
queue_minfree = 78643200
recipient_delimiter = +
relay_domains = desk.example
relay_transport = smtp:[127.0.0.1]:10025
remote_header_rewrite_domain =
smtpd_data_restrictions = reject_unauth_pipelining
smtpd_forbid_bare_newline = normalize
smtpd_forbid_bare_newline_exclusions =
smtpd_milters = unix:/run/vorrang/milter.sock
smtpd_reject_unlisted_recipient = yes
smtpd_sasl_auth_enable = no
smtpd_sender_login_maps = regexp:/etc/postfix/sender-logins
smtputf8_enable = no
virtual_alias_maps =
)";

constexpr const char* kMasterCf =
    R"(smtp       inet n   -       n       -       -       smtpd -o milter_macro_daemon_name=PUBLIC
submission inet n   -       n       -       -       smtpd -o smtpd_sasl_auth_enable=yes
127.0.0.1:10024 inet n - n - - smtpd -o milter_macro_daemon_name=RELAY
127.0.0.1:10025 inet n - n - - smtpd -o milter_macro_daemon_name=REENTRY
127.0.0.1:10026 inet n - n - - smtpd -o milter_macro_daemon_name=OUTBOX
smtp       unix  -       -       n       -       -       smtp
)";

constexpr const char* kOptions = R"(smtp/inet/milter_macro_daemon_name = PUBLIC
submission/inet/smtpd_sasl_auth_enable = yes
submission/inet/smtpd_sender_restrictions = reject_sender_login_mismatch
127.0.0.1:10024/inet/milter_macro_daemon_name = RELAY
127.0.0.1:10025/inet/milter_macro_daemon_name = REENTRY
127.0.0.1:10026/inet/milter_macro_daemon_name = OUTBOX
127.0.0.1:10026/inet/smtpd_reject_unlisted_recipient = no
)";

/// A Postfix in which every rule is content, to be spoiled.
struct PostfixSetup : testing::Test {
    PostfixPicture postfix = parse_postfix("/etc/postfix", kMainCf, kMasterCf, kOptions);
    Config config = default_config();
    std::map<std::string, std::string> tables; ///< "map key" → value
    std::vector<std::string> left;             ///< addresses that the desk leaves alone

    PostfixSetup() { config.milter.authserv_id = {"mx.desk.example"}; }

    Service& service(const std::string& name) {
        for (auto& one : postfix.services) {
            if (one.name == name) {
                return one;
            }
        }
        throw std::out_of_range(name);
    }

    /// All that is not ok, as "name -> line".
    std::vector<std::string> found() {
        const PostfixWorld world{postfix,
                                 config,
                                 {"support@desk.example"},
                                 [this](const std::string& map, const std::string& key) {
                                     const auto at = tables.find(map + " " + key);
                                     return at == tables.end()
                                                ? MapAnswer{}
                                                : MapAnswer{MapAnswer::State::found, at->second};
                                 },
                                 left};
        std::vector<vorrang::admin::CheckResult> results;
        for (const auto rules :
             {parameter_rules(), milter_rules(), service_rules(), route_rules()}) {
            ask_rules(rules, world, results);
        }
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

TEST_F(PostfixSetup, AGoodPostfixGivesNoComplaint) {
    EXPECT_THAT(found(), IsEmpty());
}

TEST(PostfixPicture, AServicesOwnOptionWinsOverMainCf) {
    const auto postfix = parse_postfix("/etc/postfix", kMainCf, kMasterCf, kOptions);
    ASSERT_EQ(postfix.smtpds().size(), 5U);
    EXPECT_EQ(postfix.value(*postfix.smtpds()[0], "smtpd_sasl_auth_enable"), "no");
    EXPECT_EQ(postfix.value(*postfix.smtpds()[1], "smtpd_sasl_auth_enable"), "yes");
    EXPECT_EQ(postfix.value(*postfix.smtpds()[1], "milter_macro_daemon_name"), "mx.desk.example");
    EXPECT_EQ(postfix.smtpds_named({"OUTBOX"}).front()->name, "127.0.0.1:10026");
}

TEST(PostfixPicture, AServiceIsPrivateByItsAddressOrByInetInterfaces) {
    auto postfix = parse_postfix("/etc/postfix", kMainCf, kMasterCf, kOptions);
    EXPECT_FALSE(postfix.on_loopback(*postfix.smtpds()[0]));
    EXPECT_TRUE(postfix.on_loopback(*postfix.smtpds()[3]));
    postfix.main["inet_interfaces"] = "127.0.0.1, [::1]";
    EXPECT_TRUE(postfix.on_loopback(*postfix.smtpds()[0]));
}

// postconf(5): "-" means `y` while compatibility_level is below 1.
TEST(PostfixPicture, ADashInTheChrootColumnFollowsTheCompatibilityLevel) {
    auto postfix =
        parse_postfix("/", "compatibility_level = 0\n", "smtp inet n - - - - smtpd\n", "");
    EXPECT_TRUE(postfix.in_jail(postfix.services.front()));
    postfix.main["compatibility_level"] = "3.6";
    EXPECT_FALSE(postfix.in_jail(postfix.services.front()));
}

TEST(PostfixPicture, ListsArePartedOutsideBraces) {
    EXPECT_THAT(
        split_list("a, b\tinline:{ {x = y}, z=1 } ,{ unix:/s, default_action=accept }"),
        ElementsAre("a", "b", "inline:{ {x = y}, z=1 }", "{ unix:/s, default_action=accept }"));
    EXPECT_THAT(split_list(" , "), IsEmpty());
}

TEST_F(PostfixSetup, AWrongValueIsMendedWhereItStands) {
    postfix.main["smtputf8_enable"] = "yes";
    EXPECT_THAT(found(), ElementsAre("postfix/smtputf8 -> postconf -e 'smtputf8_enable = no'"));
    postfix.main["smtputf8_enable"] = "no";
    service("smtp").options["smtputf8_enable"] = "yes";
    EXPECT_THAT(found(),
                ElementsAre("postfix/smtputf8 -> postconf -Pe 'smtp/inet/smtputf8_enable=no'"));
}

TEST_F(PostfixSetup, AnotherDirectoryIsNamedInTheLine) {
    postfix.directory = "/etc/postfix-in";
    postfix.main["recipient_delimiter"] = "-";
    EXPECT_THAT(found(),
                ElementsAre("postfix/recipient-delimiter -> postconf -c /etc/postfix-in -e "
                            "'recipient_delimiter = +-'"));
}

TEST_F(PostfixSetup, APostfixThatDoesNotKnowASettingIsTooOld) {
    postfix.main.erase("smtpd_forbid_bare_newline");
    EXPECT_THAT(found(), ElementsAre(HasSubstr("postfix/bare-newline -> apt-get")));
}

TEST_F(PostfixSetup, TheMilterIsAddedBehindThoseThatAreThere) {
    postfix.main["smtpd_milters"] = "unix:/run/opendmarc.sock";
    EXPECT_THAT(found(),
                ElementsAre("postfix/milter -> postconf -e 'smtpd_milters = "
                            "unix:/run/opendmarc.sock,unix:/run/vorrang/milter.sock'"));
}

TEST_F(PostfixSetup, AServiceInAChrootSeesItsOwnFilesOnly) {
    service("smtp").chroot = "y";
    EXPECT_THAT(found(), ElementsAre("postfix/milter-chroot -> postconf -Fe 'smtp/inet/chroot=n'"));
    config.milter.socket = "unix:/var/spool/postfix/vorrang/milter.sock";
    postfix.main["smtpd_milters"] = "unix:vorrang/milter.sock";
    EXPECT_THAT(found(), IsEmpty()) << "a relative path is below the queue for all";
}

TEST_F(PostfixSetup, VarRunIsRun) {
    postfix.main["smtpd_milters"] = "unix:/var/run/vorrang//milter.sock";
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PostfixSetup, AnInetSocketIsWrittenTheOtherWayRoundAndWarnedOf) {
    config.milter.socket = "inet:8899@127.0.0.1";
    postfix.main["smtpd_milters"] = "inet:127.0.0.1:8899";
    EXPECT_THAT(found(), ElementsAre(HasSubstr("postfix/unix-socket -> socket = \"unix:")));
}

TEST_F(PostfixSetup, OrderMattersWhereAVerifierOrASignerStands) {
    postfix.main["smtpd_milters"] = "unix:/run/opendmarc.sock, unix:/run/vorrang/milter.sock";
    EXPECT_THAT(found(), IsEmpty()) << "a verifier before us";
    service("127.0.0.1:10026").options["smtpd_milters"] =
        "unix:/run/opendkim.sock,unix:/run/vorrang/milter.sock";
    EXPECT_THAT(found(),
                ElementsAre("postfix/signer-order -> postconf -Pe "
                            "'127.0.0.1:10026/inet/smtpd_milters=unix:/run/vorrang/milter.sock,"
                            "unix:/run/opendkim.sock'"));
}

TEST_F(PostfixSetup, WhoMayWriteWhatIsBelievedIsGuarded) {
    config.milter.verified_daemons = {"PUBLIC"};
    EXPECT_THAT(found(), ElementsAre(HasSubstr("postfix/verifier-reach -> ")));
    service("smtp").options["smtpd_client_restrictions"] =
        "check_client_access,inline:{192.0.2.1=OK},reject";
    EXPECT_THAT(found(), IsEmpty());
    config.milter.authserv_id.clear();
    service("smtp").options.clear();
    EXPECT_THAT(found(), ElementsAre()) << "nothing is believed anywhere";
}

TEST_F(PostfixSetup, APrivateServiceOnAllAddressesIsBoundToLoopback) {
    service("127.0.0.1:10025").line = "10025 inet n - n - - smtpd -o a=b";
    service("127.0.0.1:10025").name = "10025";
    EXPECT_THAT(found(),
                ElementsAre("postfix/reentry-private -> postconf -Me "
                            "'10025/inet=127.0.0.1:10025 inet n - n - - smtpd -o a=b'"));
}

TEST_F(PostfixSetup, ATransportTableWinsOverRelayTransport) {
    postfix.main["transport_maps"] = "hash:/etc/postfix/transport";
    tables["hash:/etc/postfix/transport desk.example"] = "lmtp:unix:private/lmtp";
    EXPECT_THAT(found(),
                ElementsAre("postfix/desk-transport -> postconf -e 'transport_maps = inline:{ { "
                            "support@desk.example = smtp:[127.0.0.1]:10025 } } "
                            "hash:/etc/postfix/transport'"));
    tables["hash:/etc/postfix/transport desk.example"] = "smtp:[127.0.0.1]:10025";
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(PostfixSetup, OtherRelayDomainsKeepTheirTransport) {
    postfix.main["relay_domains"] = "desk.example, other.example";
    postfix.main["relay_transport"] = "relay";
    EXPECT_THAT(found(),
                ElementsAre(HasSubstr("transport_maps = inline:{ { desk.example = smtp:")));
}

TEST_F(PostfixSetup, MailOfAChannelThatIsLeftAloneKeepsItsTransport) {
    left = {"old@desk.example", "help@firm.example"};
    postfix.main["virtual_transport"] = "lmtp:unix:private/lmtp";
    EXPECT_THAT(found(),
                ElementsAre("postfix/left-alone -> postconf -e 'transport_maps = inline:{ { "
                            "old@desk.example = lmtp:unix:private/lmtp } }'"));
    const std::string back = "inline:{ { old@desk.example = lmtp:unix:private/lmtp } }";
    tables[back + " old@desk.example"] = "lmtp:unix:private/lmtp";
    postfix.main["transport_maps"] = back;
    EXPECT_THAT(found(), IsEmpty());
    const std::string ours = "inline:{ { help@firm.example = smtp:[127.0.0.1]:10025 } }";
    tables[ours + " help@firm.example"] = "smtp:[127.0.0.1]:10025";
    postfix.main["transport_maps"] = ours + " " + back;
    EXPECT_THAT(found(),
                ElementsAre("postfix/left-alone -> postconf -e 'transport_maps = " + back + "'"));
}

TEST_F(PostfixSetup, AParentInRelayDomainsStandsForTheDesk) {
    postfix.main["relay_domains"] = "example";
    EXPECT_THAT(found(), IsEmpty());
    postfix.main["parent_domain_matches_subdomains"] = "";
    EXPECT_THAT(found(), ElementsAre(HasSubstr("postfix/desk-domain -> ")));
}

// postconf(5): relay_domains' default is $mydestination.
TEST_F(PostfixSetup, ADomainOfOrdinaryMailboxesIsNoDesk) {
    postfix.main["mydestination"] = "mx.desk.example, localhost";
    postfix.main["relay_domains"] = postfix.main["mydestination"];
    EXPECT_THAT(found(),
                ElementsAre("postfix/desk-domain -> postconf -e 'relay_domains = desk.example'"));
    postfix.main["mydestination"] = "localhost desk.example";
    postfix.main["relay_domains"] = "desk.example";
    EXPECT_THAT(found(),
                ElementsAre("postfix/desk-domain -> postconf -e 'mydestination = localhost'"));
}

TEST_F(PostfixSetup, ATableThatCannotBeAskedIsSkipped) {
    const PostfixWorld world{
        postfix, config, {"support@desk.example"}, [](const std::string&, const std::string&) {
            return MapAnswer{MapAnswer::State::cannot_ask, "no such type"};
        }};
    postfix.main["transport_maps"] = "nosuch:x";
    std::vector<vorrang::admin::CheckResult> results;
    ask_rules(route_rules(), world, results);
    EXPECT_EQ(results[1].verdict, Verdict::skipped);
    EXPECT_THAT(results[1].finding, HasSubstr("no such type"));
}
