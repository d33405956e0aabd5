#include "daemon/mail-submit.hh"

#include "daemon/smtp-data.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang {

namespace {

using namespace asio::experimental::awaitable_operators;

constexpr std::size_t reply_limit = 16384; // bytes of one reply line we are ready to hold

tl::unexpected<Error> lost(std::string what) {
    return fail(ErrorCode::unavailable, std::move(what));
}

/// An address may stand between the angle brackets of a command: nothing in it ends the command.
bool fits_a_command(const std::string& address) {
    return address.size() <= 512 && std::none_of(address.begin(), address.end(), [](char c) {
               return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '<' || c == '>';
           });
}

// Brace-made temporaries next to a co_await are destroyed twice by g++ 12: hence a function.
SubmitReport report_of(Handover outcome, std::string reason) {
    return {.outcome = outcome, .reason = std::move(reason)};
}

SubmitReport settled(const SmtpReply& reply) {
    return {.outcome = reply.temporary() ? Handover::temporary : Handover::permanent,
            .reason = reply.line()};
}

SubmitReport broken(const Error& error) {
    return {.outcome = Handover::temporary, .reason = error.text};
}

} // namespace

Result<SmtpServer> parse_smtp_server(const std::string& setting, std::string helo) {
    const auto colon = setting.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == setting.size()) {
        return fail(ErrorCode::data,
                    fmt::format("outbox_smtp: \"{}\" is not host:port", setting),
                    "Write for example outbox_smtp = \"127.0.0.1:10026\".");
    }
    return SmtpServer{setting.substr(0, colon), setting.substr(colon + 1), std::move(helo)};
}

SmtpSession::SmtpSession(const asio::any_io_executor& executor, SmtpServer server)
    : server_(std::move(server))
    , socket_(executor) {}

awaitable<Result<void>> SmtpSession::probe() {
    Reply from = co_await ensure_open();
    if (from) {
        from = co_await command("MAIL FROM:<>", server_.limits.command);
    }
    if (!from || !from->positive()) {
        const auto why = from ? from->line() : from.error().text;
        drop();
        co_return lost(why);
    }
    (void)co_await command("RSET", server_.limits.command);
    co_return Result<void>{};
}

awaitable<SubmitReport> SmtpSession::submit(Submission mail) {
    if (!fits_a_command(mail.sender) || mail.recipients.empty() ||
        !std::all_of(mail.recipients.begin(), mail.recipients.end(), fits_a_command)) {
        co_return report_of(Handover::permanent, "an envelope address cannot be written in SMTP");
    }
    Reply from = co_await ensure_open();
    if (from) {
        from = co_await command(mail_from(mail), server_.limits.command);
    }
    if (!from || from->temporary()) {
        drop(); // an smtpd that lost its milter says 451 for as long as it lives: ask another one
        co_return report_of(Handover::unreachable, from ? from->line() : from.error().text);
    }
    if (!from->positive()) {
        co_return settled(*from);
    }
    SubmitReport report = co_await offer_recipients(mail);
    if (report.outcome == Handover::accepted) {
        report = co_await transfer(std::move(mail), std::move(report));
    }
    if (report.outcome == Handover::temporary || report.outcome == Handover::permanent) {
        co_await quit();
    }
    co_return report;
}

/// A connection kept from the last mail may have been closed by the server meanwhile: RSET finds
/// out while nothing of this mail has been said, and a new connection takes its place.
awaitable<Result<SmtpReply>> SmtpSession::ensure_open() {
    if (socket_.is_open()) {
        Reply reset = co_await command("RSET", server_.limits.command);
        if (reset && reset->positive()) {
            co_return reset;
        }
        drop();
    }
    co_return co_await open();
}

awaitable<SubmitReport> SmtpSession::offer_recipients(Submission mail) {
    SubmitReport report{.outcome = Handover::accepted};
    for (const auto& address : mail.recipients) {
        const Reply reply =
            co_await command(fmt::format("RCPT TO:<{}>", address), server_.limits.command);
        if (!reply) {
            co_return broken(reply.error());
        }
        if (reply->temporary()) { // all or none: a later attempt must not send a second copy
            co_return settled(*reply);
        }
        if (!reply->positive()) {
            report.refused.push_back({address, *reply});
        }
    }
    if (report.refused.size() == mail.recipients.size()) {
        report.outcome = Handover::permanent;
        report.reason = report.refused.front().reply.line();
    }
    co_return report;
}

awaitable<SubmitReport> SmtpSession::transfer(Submission mail, SubmitReport report) {
    const Reply go = co_await command("DATA", server_.limits.command);
    if (!go) {
        co_return broken(go.error());
    }
    if (go->code != 354) {
        co_return settled(*go);
    }
    SmtpData data;
    Result<std::string> piece = std::move(mail.top);
    do {
        const auto wire = data.feed(*piece);
        if (!wire) {
            drop(); // no final dot: the server forgets what it has
            co_return report_of(Handover::permanent, wire.error().text);
        }
        const auto written = co_await write(*wire, server_.limits.data);
        if (!written) {
            co_return broken(written.error());
        }
        piece = co_await mail.mail->next();
    } while (piece && !piece->empty());
    const auto ending = data.finish();
    if (!piece || !ending) {
        drop();
        co_return piece ? report_of(Handover::permanent, ending.error().text)
                        : broken(piece.error());
    }
    co_return co_await end_of_mail(*ending, std::move(report));
}

awaitable<SubmitReport> SmtpSession::end_of_mail(std::string ending, SubmitReport report) {
    const auto written = co_await write(std::move(ending), server_.limits.data);
    Reply reply = lost("not read");
    if (written) {
        reply = co_await read_reply(server_.limits.ending);
    } else {
        reply = pass_on(written);
    }
    if (!reply) { // the dot may have arrived, even when our write of it failed
        report.outcome = Handover::in_doubt;
        report.reason = reply.error().text + " after the end of the mail";
        co_return report;
    }
    if (!reply->positive()) {
        co_return settled(*reply);
    }
    report.reason = reply->line();
    report.queue_id = queue_id_of(reply->text);
    co_return report;
}

std::string SmtpSession::mail_from(const Submission& mail) const {
    std::string line = fmt::format("MAIL FROM:<{}>", mail.sender);
    if (ehlo_extension(ehlo_, "SIZE") && mail.size > 0) {
        line += fmt::format(" SIZE={}", mail.size + mail.top.size());
    }
    if (ehlo_extension(ehlo_, "8BITMIME")) {
        line += " BODY=8BITMIME";
    }
    return line;
}

awaitable<Result<SmtpReply>> SmtpSession::open() {
    asio::ip::tcp::resolver resolver(socket_.get_executor());
    asio::steady_timer limit(socket_.get_executor(), server_.limits.connect);
    const auto [failed, places] =
        co_await resolver.async_resolve(server_.host, server_.port, as_values);
    if (failed) {
        co_return lost(fmt::format("{}: {}", server_.host, failed.message()));
    }
    const auto done =
        co_await (asio::async_connect(socket_, places, as_values) || limit.async_wait(as_values));
    const auto where = fmt::format("{}:{}", server_.host, server_.port);
    if (done.index() == 1) {
        drop();
        co_return lost(where + ": no connection in time");
    }
    if (const auto& error = std::get<0>(std::get<0>(done)); error) {
        drop();
        co_return lost(fmt::format("{}: {}", where, error.message()));
    }
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    co_return co_await greet();
}

awaitable<Result<SmtpReply>> SmtpSession::greet() {
    Reply reply = co_await read_reply(server_.limits.greeting);
    if (reply && reply->positive()) {
        reply = co_await command("EHLO " + server_.helo, server_.limits.command);
    }
    if (reply && !reply->positive()) {
        drop();
        co_return lost("the server does not take mail now: " + reply->line());
    }
    ehlo_ = reply ? *reply : SmtpReply{};
    co_return reply;
}

awaitable<Result<SmtpReply>> SmtpSession::command(std::string line, std::chrono::seconds limit) {
    const auto written = co_await write(std::move(line) + "\r\n", limit);
    if (!written) {
        co_return pass_on(written);
    }
    co_return co_await read_reply(limit);
}

awaitable<Result<void>> SmtpSession::write(std::string bytes, std::chrono::seconds limit) {
    if (bytes.empty()) {
        co_return Result<void>{};
    }
    asio::steady_timer timer(socket_.get_executor(), limit);
    const auto done = co_await (asio::async_write(socket_, asio::buffer(bytes), as_values) ||
                                timer.async_wait(as_values));
    if (done.index() == 0 && !std::get<0>(std::get<0>(done))) {
        co_return Result<void>{};
    }
    drop();
    co_return lost(done.index() == 1
                       ? std::string("the server does not read")
                       : "connection lost: " + std::get<0>(std::get<0>(done)).message());
}

awaitable<Result<SmtpReply>> SmtpSession::read_reply(std::chrono::seconds limit) {
    asio::steady_timer timer(socket_.get_executor(), limit);
    SmtpReplyParser parser;
    for (;;) {
        const auto done =
            co_await (asio::async_read_until(
                          socket_, asio::dynamic_buffer(input_, reply_limit), "\r\n", as_values) ||
                      timer.async_wait(as_values));
        if (done.index() == 1 || std::get<0>(std::get<0>(done))) {
            const auto why = done.index() == 1
                                 ? std::string("no reply in time")
                                 : "connection lost: " + std::get<0>(std::get<0>(done)).message();
            drop();
            co_return lost(why);
        }
        const auto length = std::get<1>(std::get<0>(done));
        const auto state = parser.feed(std::string_view(input_).substr(0, length - 2));
        input_.erase(0, length);
        if (state == SmtpReplyParser::State::broken) {
            drop();
            co_return lost("the server's reply is not SMTP");
        }
        if (state == SmtpReplyParser::State::done) {
            co_return parser.take();
        }
    }
}

awaitable<void> SmtpSession::quit() {
    if (socket_.is_open()) {
        (void)co_await command("QUIT", std::chrono::seconds(1));
    }
    drop();
}

void SmtpSession::drop() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    input_.clear();
}

} // namespace vorrang
