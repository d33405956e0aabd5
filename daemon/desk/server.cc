#include "daemon/desk/server.hh"

#include "core/api/mailbox.hh"
#include "core/log.hh"
#include "daemon/socket-file.hh"
#include "daemon/spawn.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>

namespace vorrang::desk {

namespace {

using namespace std::chrono_literals;

constexpr int backlog = 1024; // a thousand IMAP processes reconnect at once after our restart
constexpr auto keep_open_every = 60s;
constexpr auto accept_pause = 100ms; // out of descriptors: some will be closed

} // namespace

Server::Server(Desk& desk)
    : desk_(desk)
    , acceptor_(desk.sessions.executor()) {}

Result<void> Server::open(const std::string& path, const std::string& group) {
    if (auto cleared = clear_socket_path(path); !cleared) {
        return cleared;
    }
    boost::system::error_code error;
    acceptor_.open({}, error);
    if (!error) {
        acceptor_.bind(asio::local::stream_protocol::endpoint(path), error);
    }
    if (error) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{}: cannot listen: {}", path, error.message()),
                    "Check the directory's owner and rights.");
    }
    path_ = path;
    if (auto restricted = restrict_socket(path, group); !restricted) {
        return restricted;
    }
    acceptor_.listen(backlog, error);
    spawn(acceptor_.get_executor(), "desk", accept());
    spawn(acceptor_.get_executor(), "desk-keep-open", keep_open());
    return {};
}

void Server::close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    if (!path_.empty()) {
        ::unlink(path_.c_str());
    }
    for (auto* const session : sessions_) {
        session->stop();
    }
}

bool Server::busy() const {
    return std::any_of(
        sessions_.begin(), sessions_.end(), [](const Session* one) { return one->busy(); });
}

std::vector<std::int64_t> Server::folders_in_use() const {
    auto folders = desk_.watchers.folders();
    for (const auto* const session : sessions_) {
        for (const auto& [name, folder] : session->seat().open) {
            folders.push_back(folder);
        }
    }
    std::sort(folders.begin(), folders.end());
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    return folders;
}

awaitable<void> Server::accept() {
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(as_values);
        if (!error) {
            spawn(acceptor_.get_executor(), "desk-session", serve(std::move(socket)));
        } else if (error != asio::error::operation_aborted) {
            log::warning("desk.cannot-accept", {{"error", error.message()}});
            co_await pause_for(accept_pause);
        }
    }
}

awaitable<void> Server::serve(Socket socket) {
    Session session(std::move(socket), desk_);

    struct Listed {
        std::set<Session*>& all;
        Session* one;

        ~Listed() { all.erase(one); }
    };

    sessions_.insert(&session);
    const Listed listed{sessions_, &session};
    co_await session.run();
}

/// Views that exist only while somebody looks are kept up to date as long as we say so.
awaitable<void> Server::keep_open() {
    while (acceptor_.is_open()) {
        co_await pause_for(keep_open_every);
        const auto folders = folders_in_use();
        if (!folders.empty()) {
            co_await desk_.sessions.run(api::desk_keep_open(folders, desk_.clock.now()));
        }
    }
}

} // namespace vorrang::desk
