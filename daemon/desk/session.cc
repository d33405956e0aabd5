#include "daemon/desk/session.hh"

#include "core/api/mailbox.hh"
#include "core/log.hh"
#include "daemon/desk/actions.hh"
#include "daemon/desk/arrival.hh"
#include "daemon/desk/bodies.hh"
#include "daemon/desk/folders.hh"
#include "daemon/desk/own-row.hh"
#include "daemon/desk/protocol.hh"

#include <algorithm>
#include <array>
#include <chrono>

namespace vorrang::desk {

namespace {

using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

constexpr std::string_view protocol_name = "vorrang-imap";
constexpr std::string_view protocol_major = "1";
constexpr std::string_view protocol_minor = "1";
constexpr auto login_limit = 10s;
constexpr auto write_limit = 60s; // for a peer that does not take its answers
constexpr std::size_t mails_limit = 1000;
constexpr std::size_t head_limit = std::size_t{256} << 10; // of a mail in APPEND
constexpr std::size_t block_size = std::size_t{64} << 10;

// Made outside the coroutines: g++ 12 cannot keep an initializer_list across a co_await.
std::string hello_line() {
    return format_line({"VERSION", protocol_name, protocol_major, protocol_minor});
}

std::string too_long_line() {
    return format_line({"BAD", "the request line is too long"});
}

awaitable<void> ping(Exchange x) {
    x.answer->ok();
    co_return;
}

struct Verb {
    std::string_view name;
    std::size_t least; ///< arguments
    Handler handler;
};

constexpr std::array verbs{
    Verb{"LIST", 0, list_folders},
    Verb{"FIND", 1, find},
    Verb{"STATUS", 0, status},
    Verb{"OPEN", 3, open_folder},
    Verb{"CLOSE", 1, close_folder},
    Verb{"MANAGE", 2, manage},
    Verb{"HEADERS", 2, headers},
    Verb{"BODY", 2, body},
    Verb{"FLAGS", 4, flags},
    Verb{"EXPUNGE", 2, expunge},
    Verb{"ACT", 4, act},
    Verb{"LEAVE", 3, leave},
    Verb{"WATCH", 2, watch},
    Verb{"UNWATCH", 1, unwatch},
    Verb{"PING", 0, ping},
};

} // namespace

Session::Session(Socket socket, Desk& desk)
    : socket_(std::move(socket))
    , desk_(desk)
    , writing_(socket_.get_executor())
    , news_(socket_.get_executor()) {}

Session::~Session() {
    desk_.watchers.unwatch(*this);
}

awaitable<void> Session::run() {
    co_await (serve() || tell_changes());
}

void Session::stop() {
    stopping_ = true;
    if (!busy_) {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }
}

void Session::changed(const std::string& folder, std::int64_t highestmodseq) {
    changes_[folder] = highestmodseq;
    news_.raise();
}

awaitable<void> Session::serve() {
    const bool welcomed = co_await send(hello_line());
    if (!welcomed) {
        co_return;
    }
    for (;;) {
        const auto read = co_await read_line();
        if (read == Read::end) {
            co_return;
        }
        if (read == Read::too_long) {
            co_await send(too_long_line());
            co_return;
        }
        busy_ = true;
        const bool go_on = co_await handle(line_);
        busy_ = false;
        if (!go_on || stopping_) {
            co_return;
        }
    }
}

awaitable<Session::Read> Session::read_line() {
    asio::steady_timer timer(socket_.get_executor(), login_limit);
    auto buffer = asio::dynamic_buffer(input_, request_limit);
    std::size_t size = 0;
    boost::system::error_code error;
    if (logged_in_) {
        std::tie(error, size) = co_await asio::async_read_until(socket_, buffer, '\n', as_values);
    } else {
        const auto done = co_await (asio::async_read_until(socket_, buffer, '\n', as_values) ||
                                    timer.async_wait(as_values));
        if (done.index() == 1) {
            co_return Read::end;
        }
        std::tie(error, size) = std::get<0>(done);
    }
    if (error) {
        co_return error == asio::error::not_found ? Read::too_long : Read::end;
    }
    line_.assign(input_, 0, size - 1);
    input_.erase(0, size);
    co_return Read::line;
}

/// False: the connection has to end.
awaitable<bool> Session::handle(std::string line) {
    auto request = parse_request(line);
    if (!greeted_) {
        greeted_ = request && hello(*request);
        if (!greeted_) {
            log::warning("desk.wrong-protocol", {{"line", line.substr(0, 100)}});
        }
        co_return greeted_;
    }
    co_return co_await answer(request ? &*request : nullptr);
}

bool Session::hello(const Request& request) {
    return request.verb == "VERSION" && request.arguments.size() >= 2 &&
           request.arguments[0] == protocol_name && request.arguments[1] == protocol_major;
}

awaitable<bool> Session::answer(const Request* request) {
    const auto pass = co_await writing_.enter();
    Answer answer([this](std::string bytes) { return send(std::move(bytes)); });
    if (request == nullptr) {
        answer.bad("the request holds an unknown escape");
    } else {
        const Exchange exchange{&desk_, &seat_, this, request, &answer};
        try {
            co_await dispatch(exchange);
        } catch (const boost::system::system_error&) {
            throw; // cancelled
        } catch (const std::exception& defect) {
            answer.no(request->verb, Error{ErrorCode::internal, defect.what()});
        }
    }
    const bool flushed = co_await answer.flush();
    co_return flushed && !broken_;
}

awaitable<void> Session::dispatch(Exchange x) {
    if (x.request->verb == "LOGIN") {
        co_await login(x);
        co_return;
    }
    if (x.request->verb == "APPEND") { // its payloads have to be read whatever the answer is
        co_await read_mails(x);
        co_return;
    }
    const auto* const verb = std::find_if(
        verbs.begin(), verbs.end(), [&x](const Verb& one) { return one.name == x.request->verb; });
    if (verb == verbs.end() || x.request->arguments.size() < verb->least) {
        x.answer->bad(verb == verbs.end() ? "unknown verb" : "too few arguments");
    } else if (!logged_in_) {
        x.answer->bad("LOGIN first");
    } else if (seat_.agent == 0) {
        x.answer->no({"NOPERM", "This login is no agent of the desk"});
    } else {
        co_await verb->handler(x);
    }
}

awaitable<void> Session::login(Exchange x) {
    if (logged_in_ || x.request->arguments.empty()) {
        x.answer->bad("LOGIN comes once, with a login");
        co_return;
    }
    const auto found = co_await desk_.sessions.run(api::desk_login(x.argument(0), x.now()));
    if (!found) {
        x.refuse(found.error());
        co_return;
    }
    logged_in_ = true;
    const auto& agent = *found;
    if (!agent) {
        x.answer->no({"NOPERM", "This login is no agent of the desk"});
        co_return;
    }
    seat_.agent = agent->id;
    seat_.key = agent->key;
    x.answer->ok({seat_.key});
}

awaitable<void> Session::read_mails(Exchange x) {
    const auto count = parse_number(x.argument(2));
    std::vector<ArrivedMail> mails;
    broken_ = !count || *count > static_cast<std::int64_t>(mails_limit);
    for (std::int64_t n = 0; !broken_ && n < *count; ++n) {
        auto mail = co_await read_mail();
        broken_ = !mail;
        if (mail) {
            mails.push_back(std::move(*mail));
        }
    }
    if (broken_) {
        x.answer->bad("APPEND wants how, folder and count, then so many mails");
    } else if (seat_.agent == 0) {
        x.answer->no({"NOPERM", "This login is no agent of the desk"});
    } else {
        co_await append(x, std::move(mails));
    }
}

/// One mail of an APPEND; nothing if it is not sent as it should be.
awaitable<std::optional<ArrivedMail>> Session::read_mail() {
    const auto read = co_await read_line();
    const auto request = read == Read::line ? parse_request(line_) : std::nullopt;
    const auto size = request && request->verb == "MAIL" && request->arguments.size() >= 3
                          ? parse_number(request->arguments[2])
                          : std::nullopt;
    if (!size) {
        co_return std::nullopt;
    }
    auto rest = static_cast<std::size_t>(*size);
    const auto head = co_await read_bytes(std::min(rest, head_limit));
    if (!head) {
        co_return std::nullopt;
    }
    rest -= head->size();
    ArrivedMail mail{own_row(*head)};
    if (mail.own["ticket"].is_null()) {
        mail.raw = begin_mail(*head, rest == 0);
    }
    while (rest > 0) {
        const auto block = co_await read_bytes(std::min(rest, block_size));
        if (!block) {
            co_return std::nullopt;
        }
        rest -= block->size();
        if (!mail.raw || !*mail.raw) {
            continue;
        }
        if (const auto added = (*mail.raw)->add_body(*block); !added) {
            mail.raw = tl::unexpected<Error>(added.error());
        }
    }
    co_return mail;
}

awaitable<std::optional<std::string>> Session::read_bytes(std::size_t bytes) {
    const auto buffered = std::min(bytes, input_.size());
    std::string read = input_.substr(0, buffered);
    input_.erase(0, buffered);
    read.resize(bytes);
    const auto [error, size] = co_await asio::async_read(
        socket_, asio::buffer(read.data() + buffered, bytes - buffered), as_values);
    if (error) {
        co_return std::nullopt;
    }
    co_return read;
}

awaitable<bool> Session::send(std::string bytes) {
    asio::steady_timer timer(socket_.get_executor(), write_limit);
    const auto done = co_await (asio::async_write(socket_, asio::buffer(bytes), as_values) ||
                                timer.async_wait(as_values));
    if (done.index() == 0 && !std::get<0>(std::get<0>(done))) {
        co_return true;
    }
    boost::system::error_code ignored;
    socket_.close(ignored);
    co_return false;
}

/// Never ends by itself: only serve() knows when a request is through.
awaitable<void> Session::tell_changes() {
    for (;;) {
        co_await news_.wait(1h);
        if (changes_.empty()) {
            continue;
        }
        const auto pass = co_await writing_.enter();
        std::string lines;
        for (const auto& [folder, highestmodseq] : std::exchange(changes_, {})) {
            lines += format_line({"CHANGED", folder, std::to_string(highestmodseq)});
        }
        co_await send(std::move(lines));
    }
}

} // namespace vorrang::desk
