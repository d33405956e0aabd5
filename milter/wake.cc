#include "milter/wake.hh"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <utility>

namespace vorrang::milter {

Wake::Wake(std::string path)
    : path_(std::move(path))
    , socket_(path_.empty() ? -1
                            : ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}

Wake::~Wake() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

void Wake::poke() const noexcept {
    sockaddr_un address{};
    if (socket_ < 0 || path_.size() >= sizeof address.sun_path) {
        return;
    }
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, path_.size());
    static constexpr char word = 'w';
    // The address is given each time: a daemon that was restarted has a new socket there.
    static_cast<void>(::sendto(socket_,
                               &word,
                               sizeof word,
                               MSG_DONTWAIT | MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&address),
                               sizeof address));
}

} // namespace vorrang::milter
