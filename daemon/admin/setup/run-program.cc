#include "daemon/admin/setup/run-program.hh"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace vorrang::admin::setup {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array kDirectories{
    "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin"};
// More than any of these programs prints.
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

std::string find_program(const std::string& name) {
    for (const auto* const directory : kDirectories) {
        auto path = fmt::format("{}/{}", directory, name);
        if (::access(path.c_str(), X_OK) == 0) {
            return path;
        }
    }
    return {};
}

/// Both ends of a pipe; closed with it.
struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            ends = {-1, -1};
        }
    }

    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    ~Pipe() {
        close_end(0);
        close_end(1);
    }

    void close_end(std::size_t end) {
        if (ends.at(end) >= 0) {
            ::close(ends.at(end));
            ends.at(end) = -1;
        }
    }
};

Result<pid_t>
start(const std::string& path, std::vector<std::string> words, const Pipe& out, const Pipe& err) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    std::array<std::string, 2> variables{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
    std::array<char*, 3> environment{variables[0].data(), variables[1].data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, path.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} cannot be started: {}", path, std::strerror(error)));
    }
    return pid;
}

/// Reads what is there; closes the end when there will be no more.
void take(Pipe& pipe, std::string& text) {
    std::array<char, 16384> buffer{};
    const auto count = ::read(pipe.ends[0], buffer.data(), buffer.size());
    if (count > 0 && text.size() < kMostBytes) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || (count < 0 && errno != EINTR)) {
        pipe.close_end(0);
    }
}

/// Both streams to their ends; false if that took longer than allowed.
bool read_both(Pipe& out, Pipe& err, ProgramOutput& output, Clock::time_point end) {
    while (out.ends[0] >= 0 || err.ends[0] >= 0) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) {
            return false;
        }
        std::array<pollfd, 2> files{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};
        if (::poll(files.data(), files.size(), static_cast<int>(left.count())) < 0) {
            continue;
        }
        if (files[0].revents != 0) {
            take(out, output.out);
        }
        if (files[1].revents != 0) {
            take(err, output.err);
        }
    }
    return true;
}

int wait_for_end(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words,
                                  std::chrono::milliseconds wait) {
    const auto path = find_program(words.front());
    if (path.empty()) {
        return fail(ErrorCode::no_such, fmt::format("there is no {} on this host", words.front()));
    }
    Pipe out;
    Pipe err;
    const auto pid = start(path, words, out, err);
    if (!pid) {
        return pass_on(pid);
    }
    out.close_end(1);
    err.close_end(1);
    ProgramOutput output;
    const bool ended = read_both(out, err, output, Clock::now() + wait);
    if (!ended) {
        ::kill(*pid, SIGKILL);
    }
    output.exit_code = wait_for_end(*pid);
    if (!ended) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} did not end within {} ms", words.front(), wait.count()));
    }
    return output;
}

} // namespace vorrang::admin::setup
