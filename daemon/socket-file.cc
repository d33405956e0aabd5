#include "daemon/socket-file.hh"

#include <fmt/format.h>

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vorrang {

namespace {

tl::unexpected<Error> failed(const std::string& path, const char* doing) {
    return fail(ErrorCode::unavailable,
                fmt::format("{}: cannot {}: {}", path, doing, std::strerror(errno)),
                "Check the directory's owner and rights.");
}

/// True if a process has the socket open, whatever its type.
bool answers(const std::string& path, int type) {
    const int descriptor = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return false;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const bool connected =
        ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(descriptor);
    return connected;
}

} // namespace

Result<void> clear_socket_path(const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
        return fail(ErrorCode::data,
                    path + ": too long for the name of a socket (107 bytes)",
                    "Choose a shorter directory.");
    }

    struct stat found {};

    if (::lstat(path.c_str(), &found) != 0) {
        return errno == ENOENT ? Result<void>{} : Result<void>(failed(path, "look at it"));
    }
    if (!S_ISSOCK(found.st_mode)) {
        return fail(ErrorCode::data,
                    path + ": there is something that is not a socket",
                    "Move it away, or set another path.");
    }
    if (answers(path, SOCK_STREAM) || answers(path, SOCK_DGRAM)) {
        return fail(ErrorCode::unavailable,
                    path + ": another process listens there",
                    "Only one vorrangd can use these sockets; stop the other one first.");
    }
    return ::unlink(path.c_str()) == 0 ? Result<void>{}
                                       : Result<void>(failed(path, "remove the old socket"));
}

Result<void> restrict_socket(const std::string& path, const std::string& group) {
    if (::chmod(path.c_str(), 0660) != 0) {
        return failed(path, "set its mode");
    }
    if (group.empty()) {
        return {};
    }
    const struct group* const found = ::getgrnam(group.c_str());
    if (found == nullptr) {
        return fail(ErrorCode::data,
                    fmt::format("socket_group: there is no group \"{}\"", group),
                    "Create it, or name another.");
    }
    return ::chown(path.c_str(), static_cast<uid_t>(-1), found->gr_gid) == 0
               ? Result<void>{}
               : Result<void>(failed(path, "set its group"));
}

} // namespace vorrang
