#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace vorrang {

/// A connected UNIX stream socket whose every wait ends: lines and payloads with a deadline.
/// After a failure it is closed and stays so.
class Socket {
  public:
    using Milliseconds = std::chrono::milliseconds;

    Socket() = default;
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;

    /// Connects to the socket file; the text of a failure is in failure().
    [[nodiscard]] bool connect(const std::string& path, Milliseconds timeout);

    [[nodiscard]] bool is_open() const { return fd_ >= 0; }

    [[nodiscard]] int fd() const { return fd_; }

    [[nodiscard]] const std::string& failure() const { return failure_; }

    [[nodiscard]] bool timed_out() const { return timed_out_; }

    /// Whether the peer closed an idle connection meanwhile (unasked data counts as broken, too).
    [[nodiscard]] bool is_stale() const;

    /// Sends all bytes; waits at most `timeout` without progress.
    [[nodiscard]] bool send(std::string_view bytes, Milliseconds timeout);

    /// The next line without its LF; valid until the next call.
    [[nodiscard]] std::optional<std::string_view> read_line(Milliseconds timeout);

    /// Up to `most` payload bytes; valid until the next call. Never empty.
    [[nodiscard]] std::optional<std::string_view> read_some(std::size_t most, Milliseconds timeout);

    /// Takes what has arrived without waiting. False if the connection ended.
    [[nodiscard]] bool receive_available();

    /// A whole line that has already arrived, for the watcher.
    [[nodiscard]] std::optional<std::string_view> buffered_line();

    void close();

  private:
    bool fail(std::string text);
    bool wait(short events, Milliseconds timeout);
    bool receive(Milliseconds timeout);
    void compact();

    int fd_ = -1;
    std::string buffer_;
    std::size_t start_ = 0;   ///< first byte of buffer_ that nobody has taken
    std::size_t scanned_ = 0; ///< up to here buffer_ holds no LF that was not taken
    std::string failure_;
    bool timed_out_ = false; ///< the failure was a peer that kept silent
};

} // namespace vorrang
