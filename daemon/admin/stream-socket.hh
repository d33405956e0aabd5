#pragma once

#include "core/result.hh"

#include <chrono>
#include <string>
#include <string_view>

namespace vorrang::admin {

/// A small blocking client for probes: every wait ends after the given time.
class StreamSocket {
  public:
    /// A unix stream socket.
    [[nodiscard]] static Result<StreamSocket> connect_unix(const std::string& path,
                                                           std::chrono::seconds wait);
    [[nodiscard]] static Result<StreamSocket>
    connect_tcp(const std::string& host, const std::string& port, std::chrono::seconds wait);

    StreamSocket(StreamSocket&& other) noexcept;
    StreamSocket& operator=(StreamSocket&&) = delete;
    StreamSocket(const StreamSocket&) = delete;
    StreamSocket& operator=(const StreamSocket&) = delete;
    ~StreamSocket();

    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Exactly so many bytes.
    [[nodiscard]] Result<std::string> read(std::size_t count);
    /// A line without its end.
    [[nodiscard]] Result<std::string> read_line();

  private:
    explicit StreamSocket(int file)
        : file_(file) {}

    [[nodiscard]] Result<void> fill();

    int file_;
    std::string buffer_;
};

/// Whether somebody listens on a unix datagram socket.
[[nodiscard]] Result<void> probe_datagram(const std::string& path);

} // namespace vorrang::admin
