#pragma once

#include <string>

namespace vorrang::milter {

/// Tells vorrangd, by a datagram, that something was committed. Best effort: it never waits, and a
/// daemon that is away or busy misses it; its own slow poll is the net.
class Wake {
  public:
    /// `path` of the daemon's wake_socket; empty: nobody is told.
    explicit Wake(std::string path);
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;
    Wake(Wake&&) = delete;
    Wake& operator=(Wake&&) = delete;
    ~Wake();

    /// Thread-safe.
    void poke() const noexcept;

  private:
    std::string path_;
    int socket_;
};

} // namespace vorrang::milter
