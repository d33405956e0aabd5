#include "tests/unit/plugin-peer.hh"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace vorrang::test {

Peer::Connection::~Connection() {
    ::close(fd_);
}

bool Peer::Connection::receive() {
    std::array<char, 4096> block{};
    const auto got = ::recv(fd_, block.data(), block.size(), 0);
    if (got > 0) {
        buffer_.append(block.data(), static_cast<std::size_t>(got));
    }
    return got > 0;
}

std::string Peer::Connection::line() {
    auto end = buffer_.find('\n');
    while (end == std::string::npos) {
        if (!receive()) {
            return {};
        }
        end = buffer_.find('\n');
    }
    std::string text = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    return text;
}

std::string Peer::Connection::bytes(std::size_t count) {
    while (buffer_.size() < count && receive()) {
    }
    std::string text = buffer_.substr(0, count);
    buffer_.erase(0, text.size());
    return text;
}

void Peer::Connection::send(const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
        const auto step = ::send(fd_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (step <= 0) {
            return;
        }
        sent += static_cast<std::size_t>(step);
    }
}

void Peer::Connection::greet(const std::string& login_answer) {
    send("VERSION\tvorrang-imap\t1\t0\n");
    line();
    line();
    send(login_answer);
}

Peer::Peer(std::vector<Part> parts)
    : parts_(std::move(parts)) {
    std::string pattern = "/tmp/vorrang-peer-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("mkdtemp() failed");
    }
    directory_ = pattern;
    path_ = directory_ + "/imap.sock";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, path_.size());
    listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0 ||
        ::listen(listener_, 8) < 0) {
        throw std::runtime_error("cannot listen on " + path_);
    }
    thread_ = std::thread([this] { play(); });
}

Peer::~Peer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    ::unlink(path_.c_str());
    ::rmdir(directory_.c_str());
}

void Peer::play() {
    for (const auto& part : parts_) {
        const int fd = ::accept(listener_, nullptr, nullptr);
        if (fd < 0) {
            return;
        }
        ++connections_;
        Connection connection(fd);
        part(connection);
    }
}

} // namespace vorrang::test
