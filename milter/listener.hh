#pragma once

#include "core/config.hh"
#include "core/result.hh"

#include <string>

namespace vorrang::milter {

/// The socket Postfix speaks to. Opened here, served by libmilter.
class Listener {
  public:
    /// Opens it; a socket file that nobody listens at any more is replaced. Refuses if another
    /// milter is alive there.
    [[nodiscard]] static Result<Listener> open(const Config::Milter& config);

    /// Takes the socket file away, so that new connections fail at once.
    void withdraw() const;

  private:
    explicit Listener(std::string path)
        : path_(std::move(path)) {}

    std::string path_; ///< "" for a TCP socket
};

} // namespace vorrang::milter
