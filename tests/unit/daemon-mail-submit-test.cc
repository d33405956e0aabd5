#include "daemon/mail-submit.hh"
#include "daemon/outgoing-mail.hh"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <optional>

namespace vorrang {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;

/// A server on loopback that answers by a function: line → reply; "" closes the connection,
/// "hang" answers nothing. The content of a mail comes as one "line" that begins with "MAIL-DATA".
class ScriptedServer {
  public:
    using Answer = std::function<std::string(const std::string& line)>;

    ScriptedServer(asio::io_context& io, Answer answer)
        : acceptor_(io, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0))
        , answer_(std::move(answer)) {
        asio::co_spawn(io, serve(), asio::detached);
    }

    [[nodiscard]] SmtpServer where(SmtpLimits limits = {}) const {
        return {
            "127.0.0.1", std::to_string(acceptor_.local_endpoint().port()), "desk.example", limits};
    }

    std::vector<std::string> lines{};
    int connections = 0;

  private:
    awaitable<void> serve() {
        for (;;) {
            auto [error, socket] = co_await acceptor_.async_accept(as_values);
            if (error) {
                co_return;
            }
            ++connections;
            co_await talk(std::move(socket));
        }
    }

    awaitable<void> talk(tcp::socket socket) {
        std::string input;
        std::string greeting = "220 test\r\n";
        co_await asio::async_write(socket, asio::buffer(greeting), as_values);
        std::string_view end = "\r\n";
        for (;;) {
            const auto [error, size] = co_await asio::async_read_until(
                socket, asio::dynamic_buffer(input), std::string(end), as_values);
            if (error) {
                co_return;
            }
            auto line = (end.size() > 2 ? "MAIL-DATA" : "") + input.substr(0, size - end.size());
            input.erase(0, size);
            lines.push_back(line);
            auto reply = answer_(line);
            end = reply.starts_with("354") ? "\r\n.\r\n" : "\r\n";
            if (reply.empty()) {
                co_return;
            }
            if (reply != "hang") {
                reply += "\r\n";
                co_await asio::async_write(socket, asio::buffer(reply), as_values);
            }
        }
    }

    tcp::acceptor acceptor_;
    Answer answer_;
};

std::string polite(const std::string& line) {
    if (line.starts_with("EHLO")) {
        return "250-test\r\n250-SIZE 100000\r\n250 8BITMIME";
    }
    if (line == "DATA") {
        return "354 go on";
    }
    return line.starts_with("MAIL-DATA") ? "250 2.0.0 Ok: queued as 4jXDY40j7Mz1dqTL" : "250 ok";
}

ScriptedServer::Answer except(std::string verb, std::string reply) {
    return [=](const std::string& line) { return line.starts_with(verb) ? reply : polite(line); };
}

class MailSubmit : public testing::Test {
  protected:
    SubmitReport submit(SmtpSession& session,
                        std::vector<std::string> pieces = {"Subject: x\r\n\r\n.body\r\n"},
                        std::vector<std::string> recipients = {"kunde@heyer.example"}) {
        std::optional<SubmitReport> report;
        PiecesSource source(std::move(pieces));
        asio::co_spawn(
            io,
            [&]() -> awaitable<void> {
                Submission mail;
                mail.recipients = recipients;
                mail.top = "X-Vorrang-Outbox: 7 1\r\n";
                mail.size = 22;
                mail.mail = &source;
                report = co_await session.submit(std::move(mail));
            },
            asio::detached);
        while (!report) {
            io.restart();
            io.run_one();
        }
        return *report;
    }

    asio::io_context io{1};
};

TEST_F(MailSubmit, HandsAMailOverAndReportsTheQueueId) {
    ScriptedServer server(io, polite);
    SmtpSession session(io.get_executor(), server.where());
    const auto report = submit(session);
    EXPECT_EQ(report.outcome, Handover::accepted);
    EXPECT_EQ(report.queue_id, "4jXDY40j7Mz1dqTL");
    ASSERT_EQ(server.lines.size(), 5U);
    EXPECT_EQ(server.lines[0], "EHLO desk.example");
    EXPECT_EQ(server.lines[1], "MAIL FROM:<> SIZE=45 BODY=8BITMIME");
    EXPECT_EQ(server.lines[2], "RCPT TO:<kunde@heyer.example>");
    EXPECT_EQ(server.lines[4], "MAIL-DATAX-Vorrang-Outbox: 7 1\r\nSubject: x\r\n\r\n..body");
}

TEST_F(MailSubmit, KeepsTheConnectionForTheNextMail) {
    ScriptedServer server(io, polite);
    SmtpSession session(io.get_executor(), server.where());
    EXPECT_EQ(submit(session).outcome, Handover::accepted);
    EXPECT_EQ(submit(session).outcome, Handover::accepted);
    EXPECT_EQ(server.connections, 1);
}

TEST_F(MailSubmit, ConnectsAgainWhenTheKeptConnectionWasClosed) {
    ScriptedServer server(io, except("RSET", ""));
    SmtpSession session(io.get_executor(), server.where());
    EXPECT_EQ(submit(session).outcome, Handover::accepted);
    EXPECT_EQ(submit(session).outcome, Handover::accepted);
    EXPECT_EQ(server.connections, 2);
}

TEST_F(MailSubmit, IsInDoubtOnlyAfterTheFinalDot) {
    struct Case {
        const char* verb;
        Handover outcome;
    };

    for (const auto& [verb, outcome] : {Case{"EHLO", Handover::unreachable},
                                        Case{"MAIL FROM", Handover::unreachable},
                                        Case{"RCPT", Handover::temporary},
                                        Case{"DATA", Handover::temporary},
                                        Case{"MAIL-DATA", Handover::in_doubt}}) {
        ScriptedServer server(io, except(verb, ""));
        SmtpSession session(io.get_executor(), server.where());
        EXPECT_EQ(submit(session).outcome, outcome) << verb;
    }
}

TEST_F(MailSubmit, TellsALaterFromANever) {
    struct Case {
        const char* verb;
        const char* reply;
        Handover outcome;
    };

    for (const auto& [verb, reply, outcome] :
         {Case{"EHLO", "421 busy", Handover::unreachable},
          Case{"MAIL FROM", "451 4.7.1 Service unavailable", Handover::unreachable},
          Case{"MAIL FROM", "552 too big", Handover::permanent},
          Case{"RCPT", "450 later", Handover::temporary},
          Case{"RCPT", "550 no such user", Handover::permanent},
          Case{"DATA", "451 no", Handover::temporary},
          Case{"MAIL-DATA", "451 4.3.0 queue file write error", Handover::temporary},
          Case{"MAIL-DATA", "554 5.7.1 no", Handover::permanent}}) {
        ScriptedServer server(io, except(verb, reply));
        SmtpSession session(io.get_executor(), server.where());
        const auto report = submit(session);
        EXPECT_EQ(report.outcome, outcome) << verb << " " << reply;
        EXPECT_NE(report.reason.find(std::string(reply).substr(0, 3)), std::string::npos)
            << report.reason;
    }
}

TEST_F(MailSubmit, SendsToTheOthersWhenOneRecipientIsRefused) {
    ScriptedServer server(io, except("RCPT TO:<b@", "550 5.1.1 unknown"));
    SmtpSession session(io.get_executor(), server.where());
    const auto report = submit(session, {"a: b\r\n\r\n"}, {"a@x.example", "b@x.example"});
    EXPECT_EQ(report.outcome, Handover::accepted);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_EQ(report.refused[0].address, "b@x.example");
    EXPECT_EQ(report.refused[0].reply.line(), "550 5.1.1 unknown");
}

TEST_F(MailSubmit, SendsNothingWhenOneRecipientMustWait) {
    ScriptedServer server(io, except("RCPT TO:<b@", "450 later"));
    SmtpSession session(io.get_executor(), server.where());
    EXPECT_EQ(submit(session, {"a: b\r\n\r\n"}, {"a@x.example", "b@x.example"}).outcome,
              Handover::temporary);
    for (const auto& line : server.lines) {
        EXPECT_NE(line, "DATA");
    }
}

TEST_F(MailSubmit, NeverEndsAMailThatCouldSmuggleAnother) {
    ScriptedServer server(io, polite);
    SmtpSession session(io.get_executor(), server.where());
    const auto report = submit(session, {"a: b\r\n\r\nx\n.\r\nMAIL FROM:<evil@x>\r\n"});
    EXPECT_EQ(report.outcome, Handover::permanent);
    for (const auto& line : server.lines) {
        EXPECT_FALSE(line.starts_with("MAIL-DATA")) << line;
    }
}

TEST_F(MailSubmit, RefusesAnAddressThatWouldEndTheCommand) {
    ScriptedServer server(io, polite);
    SmtpSession session(io.get_executor(), server.where());
    for (const char* address : {"a@x>\r\nRSET", "a b@x", "a@x>", "<a@x"}) {
        EXPECT_EQ(submit(session, {"a: b\r\n\r\n"}, {address}).outcome, Handover::permanent);
    }
    EXPECT_EQ(server.connections, 0);
}

TEST_F(MailSubmit, GivesUpOnAServerThatDoesNotAnswer) {
    ScriptedServer server(io, except("MAIL-DATA", "hang"));
    SmtpSession session(io.get_executor(), server.where({.ending = 1s}));
    EXPECT_EQ(submit(session).outcome, Handover::in_doubt);
}

TEST_F(MailSubmit, IsUnreachableWhenNobodyListens) {
    SmtpSession session(io.get_executor(), {"127.0.0.1", "1", "desk.example"});
    EXPECT_EQ(submit(session).outcome, Handover::unreachable);
}

/// Postfix's own test sink: another implementation's reading of what we send.
TEST_F(MailSubmit, SpeaksToPostfixsSmtpSink) {
    if (::access("/usr/sbin/smtp-sink", X_OK) != 0 || ::geteuid() != 0) {
        GTEST_SKIP() << "smtp-sink (package postfix) or root is missing";
    }
    const char* const port = "26025";
    const pid_t sink = ::fork();
    if (sink == 0) {
        ::execl(
            "/usr/sbin/smtp-sink", "smtp-sink", "-u", "postfix", "127.0.0.1:26025", "10", nullptr);
        ::_exit(127);
    }
    SmtpSession session(io.get_executor(), {"127.0.0.1", port, "desk.example"});
    SubmitReport report;
    for (int i = 0; i < 50; ++i) {
        report = submit(session);
        if (report.outcome != Handover::unreachable) {
            break;
        }
        ::usleep(100'000);
    }
    EXPECT_EQ(report.outcome, Handover::accepted) << report.reason;
    EXPECT_EQ(submit(session, {"a: b\r\n\r\n", std::string(300'000, 'x') + "\r\n"}).outcome,
              Handover::accepted);
    ::kill(sink, SIGTERM);
    ::waitpid(sink, nullptr, 0);
}

} // namespace
} // namespace vorrang
