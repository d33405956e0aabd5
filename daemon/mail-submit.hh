#pragma once

#include "core/result.hh"
#include "daemon/asio.hh"
#include "daemon/smtp-reply.hh"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace vorrang {

/// Where a mail's bytes come from, piece by piece, CRLF line ends. An empty piece is the end.
class MailSource {
  public:
    MailSource() = default;
    MailSource(const MailSource&) = delete;
    MailSource& operator=(const MailSource&) = delete;
    MailSource(MailSource&&) = delete;
    MailSource& operator=(MailSource&&) = delete;
    virtual ~MailSource() = default;
    virtual awaitable<Result<std::string>> next() = 0;
};

/// One mail to be handed over. `top` are header lines that stand before all others.
struct Submission {
    std::string sender{}; ///< empty: the null sender
    std::vector<std::string> recipients{};
    std::string top{};
    std::uint64_t size = 0;
    MailSource* mail = nullptr; ///< lives longer than the call
};

/// What became of it.
enum class Handover {
    accepted,
    unreachable, ///< the server takes nothing from anybody just now; this mail was not offered
    temporary,   ///< not this mail, not now
    permanent,
    in_doubt, ///< the final dot was sent and no reply came: only the receiving side knows
};

struct RecipientReply {
    std::string address;
    SmtpReply reply;
};

struct SubmitReport {
    Handover outcome = Handover::temporary;
    std::string queue_id{};
    std::string reason{}; ///< the reply that decided, or what broke the connection
    std::vector<RecipientReply> refused{};
};

/// Shorter than RFC 5321 section 4.5.3.2 asks where nothing has been handed over yet: the server is
/// our own, and a connection that it lost (Postfix forgets some at a reload) is made anew at once.
struct SmtpLimits {
    std::chrono::seconds connect{10};
    std::chrono::seconds greeting{5};
    std::chrono::seconds command{60};
    std::chrono::seconds data{180};   ///< one piece of the mail
    std::chrono::seconds ending{600}; ///< the reply to the final dot
};

struct SmtpServer {
    std::string host;
    std::string port;
    std::string helo; ///< our own name
    SmtpLimits limits{};
};

/// `host:port` of the setting outbox_smtp.
Result<SmtpServer> parse_smtp_server(const std::string& setting, std::string helo);

/// A connection to the local Postfix, opened when needed and kept between mails.
class SmtpSession {
  public:
    SmtpSession(const asio::any_io_executor& executor, SmtpServer server);

    /// Opens the connection and asks whether mail is taken, without offering one.
    awaitable<Result<void>> probe();

    /// Hands one mail over. Never fails as a call: every way it can end is in the report.
    awaitable<SubmitReport> submit(Submission mail);

    /// Ends the connection politely, waiting at most a moment.
    awaitable<void> quit();

  private:
    using Reply = Result<SmtpReply>;

    awaitable<Reply> open();
    awaitable<Reply> greet();
    awaitable<Reply> command(std::string line, std::chrono::seconds limit);
    awaitable<Reply> read_reply(std::chrono::seconds limit);
    awaitable<Result<void>> write(std::string bytes, std::chrono::seconds limit);
    awaitable<Reply> ensure_open();
    awaitable<SubmitReport> offer_recipients(Submission mail);
    awaitable<SubmitReport> transfer(Submission mail, SubmitReport report);
    awaitable<SubmitReport> end_of_mail(std::string ending, SubmitReport report);
    [[nodiscard]] std::string mail_from(const Submission& mail) const;
    void drop();

    SmtpServer server_;
    asio::ip::tcp::socket socket_;
    std::string input_;
    SmtpReply ehlo_;
};

} // namespace vorrang
