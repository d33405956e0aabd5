#include "milter/listener.hh"

#include <fmt/format.h>
#include <libmilter/mfapi.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace vorrang::milter {

namespace {

/// Connections that may wait to be accepted: a burst of smtpd processes starts together.
constexpr int backlog = 512;

/// The path of `unix:PATH` or `local:PATH`, "" for a TCP socket.
std::string unix_path(std::string_view socket) {
    for (const std::string_view prefix : {"unix:", "local:"}) {
        if (socket.substr(0, prefix.size()) == prefix) {
            return std::string(socket.substr(prefix.size()));
        }
    }
    return "";
}

bool somebody_listens(const std::string& path) {
    sockaddr_un address{};
    if (path.size() >= sizeof address.sun_path) {
        return false;
    }
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, path.size());
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool alive =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return alive;
}

/// libmilter makes the socket with the process's umask: nobody but us until the mode is set.
bool open_closed_to_others() {
    constexpr mode_t nobody_else = 0177;
    const mode_t before = ::umask(nobody_else);
    const bool opened = smfi_opensocket(true) == MI_SUCCESS;
    ::umask(before);
    return opened;
}

} // namespace

Result<Listener> Listener::open(const Config::Milter& config) {
    const std::string path = unix_path(config.socket);
    if (!path.empty() && somebody_listens(path)) {
        return fail(ErrorCode::unavailable,
                    fmt::format("another milter listens at {}", path),
                    "stop it first, or give this one another `socket` in [milter]");
    }
    std::string connection = config.socket;
    static_cast<void>(smfi_setbacklog(backlog));
    if (smfi_setconn(connection.data()) != MI_SUCCESS || !open_closed_to_others()) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot listen at {}: {}", config.socket, std::strerror(errno)),
                    "the directory must exist and belong to the user the milter runs as");
    }
    if (!path.empty() && ::chmod(path.c_str(), socket_mode(config)) != 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot set the mode of {}: {}", path, std::strerror(errno)));
    }
    return Listener(path);
}

void Listener::withdraw() const {
    if (!path_.empty()) {
        static_cast<void>(::unlink(path_.c_str()));
    }
}

} // namespace vorrang::milter
