#include "dovecot-plugin/vorrang-socket.hh"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace vorrang {

namespace {

constexpr std::size_t longest_line = 65536;
constexpr std::size_t read_size = 65536;

std::string errno_text(const char* what, int error) {
    return std::string(what) + ": " + std::strerror(error);
}

} // namespace

Socket::~Socket() {
    close();
}

Socket::Socket(Socket&& other) noexcept {
    *this = std::move(other);
}

Socket& Socket::operator=(Socket&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = std::exchange(other.fd_, -1);
        buffer_ = std::move(other.buffer_);
        start_ = std::exchange(other.start_, 0);
        scanned_ = std::exchange(other.scanned_, 0);
        failure_ = std::move(other.failure_);
        timed_out_ = other.timed_out_;
    }
    return *this;
}

void Socket::close() {
    if (fd_ >= 0) {
        ::close(fd_);
        fd_ = -1;
    }
    buffer_.clear();
    start_ = 0;
    scanned_ = 0;
}

bool Socket::fail(std::string text) {
    close();
    failure_ = std::move(text);
    return false;
}

bool Socket::connect(const std::string& path, Milliseconds timeout) {
    close();
    timed_out_ = false;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return fail("the path of the socket is too long: " + path);
    }
    path.copy(address.sun_path, path.size());
    fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ < 0) {
        return fail(errno_text("socket()", errno));
    }
    const auto until = std::chrono::steady_clock::now() + timeout;
    // A full backlog is EAGAIN on UNIX sockets and cannot be polled for: look again.
    while (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) {
        if ((errno != EAGAIN && errno != EINTR) || std::chrono::steady_clock::now() > until) {
            return fail(errno_text(("connect(" + path + ")").c_str(), errno));
        }
        ::poll(nullptr, 0, 10);
    }
    return true;
}

bool Socket::is_stale() const {
    char byte = 0;
    const auto got = ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

bool Socket::wait(short events, Milliseconds timeout) {
    if (fd_ < 0) {
        return false;
    }
    pollfd poll_fd{fd_, events, 0};
    for (;;) {
        const int ready = ::poll(&poll_fd, 1, static_cast<int>(timeout.count()));
        if (ready > 0) {
            return true;
        }
        if (ready == 0) {
            timed_out_ = true;
            return fail("no answer within " + std::to_string(timeout.count()) + " ms");
        }
        if (errno != EINTR) {
            return fail(errno_text("poll()", errno));
        }
    }
}

bool Socket::send(std::string_view bytes, Milliseconds timeout) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait(POLLOUT, timeout)) {
                return false;
            }
        } else if (errno != EINTR) {
            return fail(errno_text("send()", errno));
        }
    }
    return true;
}

void Socket::compact() {
    buffer_.erase(0, start_);
    scanned_ -= start_;
    start_ = 0;
}

bool Socket::receive_available() {
    compact();
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + read_size);
    const auto got = ::recv(fd_, buffer_.data() + old_size, read_size, MSG_DONTWAIT);
    const int error = errno;
    buffer_.resize(old_size + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) {
        return fail("the connection was closed");
    }
    if (got < 0 && error != EAGAIN && error != EWOULDBLOCK && error != EINTR) {
        return fail(errno_text("recv()", error));
    }
    return true;
}

bool Socket::receive(Milliseconds timeout) {
    return wait(POLLIN, timeout) && receive_available();
}

std::optional<std::string_view> Socket::buffered_line() {
    const auto end = buffer_.find('\n', scanned_);
    if (end == std::string::npos) {
        scanned_ = buffer_.size();
        return std::nullopt;
    }
    const std::string_view line(buffer_.data() + start_, end - start_);
    start_ = end + 1;
    scanned_ = start_;
    return line;
}

std::optional<std::string_view> Socket::read_line(Milliseconds timeout) {
    for (;;) {
        if (const auto line = buffered_line()) {
            return line;
        }
        if (buffer_.size() - start_ > longest_line) {
            fail("a line is too long");
            return std::nullopt;
        }
        if (!receive(timeout)) {
            return std::nullopt;
        }
    }
}

std::optional<std::string_view> Socket::read_some(std::size_t most, Milliseconds timeout) {
    while (start_ == buffer_.size()) {
        if (!receive(timeout)) {
            return std::nullopt;
        }
    }
    const std::string_view bytes(buffer_.data() + start_, std::min(most, buffer_.size() - start_));
    start_ += bytes.size();
    scanned_ = start_;
    return bytes;
}

} // namespace vorrang
