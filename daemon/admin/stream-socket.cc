#include "daemon/admin/stream-socket.hh"

#include "core/handle.hh"

#include <fmt/format.h>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace vorrang::admin {
namespace {

constexpr std::size_t kLongestLine = 64 * 1024;

tl::unexpected<Error> failed(const std::string& doing, int error) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", doing, std::strerror(error)));
}

void set_timeout(int file, std::chrono::seconds wait) {
    const timeval limit{wait.count(), 0};
    ::setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

Result<sockaddr_un> unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return fail(ErrorCode::data, fmt::format("{} is too long for a socket", path));
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

/// A connected unix socket of that type.
Result<int> open_unix(const std::string& path, int type, std::chrono::seconds wait) {
    const auto address = unix_address(path);
    if (!address) {
        return pass_on(address);
    }
    const int file = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (file < 0) {
        return failed("cannot make a socket", errno);
    }
    set_timeout(file, wait);
    if (::connect(file, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
        const int error = errno;
        ::close(file);
        return failed(path, error);
    }
    return file;
}

} // namespace

Result<StreamSocket> StreamSocket::connect_unix(const std::string& path,
                                                std::chrono::seconds wait) {
    const auto file = open_unix(path, SOCK_STREAM, wait);
    if (!file) {
        return pass_on(file);
    }
    return StreamSocket(*file);
}

Result<StreamSocket> StreamSocket::connect_tcp(const std::string& host,
                                               const std::string& port,
                                               std::chrono::seconds wait) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found); error != 0) {
        return fail(ErrorCode::unavailable, fmt::format("{}: {}", host, ::gai_strerror(error)));
    }
    const unique_handle<addrinfo, ::freeaddrinfo> addresses(found);
    int last_error = ENOENT;
    for (const auto* address = found; address != nullptr; address = address->ai_next) {
        const int file = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (file < 0) {
            last_error = errno;
            continue;
        }
        set_timeout(file, wait);
        if (::connect(file, address->ai_addr, address->ai_addrlen) == 0) {
            return StreamSocket(file);
        }
        last_error = errno;
        ::close(file);
    }
    return failed(fmt::format("{}:{}", host, port), last_error);
}

StreamSocket::StreamSocket(StreamSocket&& other) noexcept
    : file_(std::exchange(other.file_, -1))
    , buffer_(std::move(other.buffer_)) {}

StreamSocket::~StreamSocket() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

Result<void> StreamSocket::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written < 0 && errno != EINTR) {
            return failed("cannot write", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return {};
}

Result<void> StreamSocket::fill() {
    char bytes[4096];
    const auto count = ::recv(file_, bytes, sizeof bytes, 0);
    if (count < 0) {
        return errno == EAGAIN ? Result<void>(fail(ErrorCode::unavailable, "no answer in time"))
                               : Result<void>(failed("cannot read", errno));
    }
    if (count == 0) {
        return fail(ErrorCode::unavailable, "the connection was closed");
    }
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return {};
}

Result<std::string> StreamSocket::read(std::size_t count) {
    while (buffer_.size() < count) {
        if (auto filled = fill(); !filled) {
            return pass_on(filled);
        }
    }
    auto out = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return out;
}

Result<std::string> StreamSocket::read_line() {
    while (buffer_.find('\n') == std::string::npos) {
        if (buffer_.size() > kLongestLine) {
            return fail(ErrorCode::data, "a line of the answer is too long");
        }
        if (auto filled = fill(); !filled) {
            return pass_on(filled);
        }
    }
    auto line = *read(buffer_.find('\n') + 1);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) {
        line.pop_back();
    }
    return line;
}

Result<void> probe_datagram(const std::string& path) {
    const auto file = open_unix(path, SOCK_DGRAM, std::chrono::seconds{1});
    if (!file) {
        return pass_on(file);
    }
    ::close(*file);
    return {};
}

} // namespace vorrang::admin
