#include "daemon/wakeup.hh"

#include "daemon/socket-file.hh"
#include "daemon/spawn.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <array>

namespace vorrang {

Result<void> Wakeup::open(const std::string& path, const std::string& group) {
    if (auto cleared = clear_socket_path(path); !cleared) {
        return cleared;
    }
    boost::system::error_code error;
    socket_.open({}, error);
    if (!error) {
        socket_.bind(asio::local::datagram_protocol::endpoint(path), error);
    }
    if (!error) {
        socket_.non_blocking(true, error);
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
    spawn(socket_.get_executor(), "wakeup", receive());
    return {};
}

awaitable<void> Wakeup::receive() {
    std::array<char, 64> content{};
    for (;;) {
        const auto [error, size] = co_await socket_.async_receive(asio::buffer(content), as_values);
        if (error == asio::error::operation_aborted || !socket_.is_open()) {
            co_return;
        }
        boost::system::error_code empty;
        while (!empty) { // what came meanwhile is the same wake-up
            socket_.receive(asio::buffer(content), 0, empty);
        }
        wake_all();
    }
}

void Wakeup::wake_all() {
    for (const auto& wake : subscribers_) {
        wake();
    }
}

void Wakeup::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    if (!path_.empty()) {
        ::unlink(path_.c_str());
    }
}

} // namespace vorrang
