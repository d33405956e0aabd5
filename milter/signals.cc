#include "milter/signals.hh"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace vorrang::milter {

namespace {

// A handler can reach static things only. Read end, write end.
std::array<int, 2> pipe_ends{-1, -1};

constexpr char reload_byte = 'h';
constexpr char stop_byte = 't';
constexpr char ended_byte = 'e';

void send(char byte) {
    const int saved = errno;
    static_cast<void>(!::write(pipe_ends[1], &byte, 1));
    errno = saved;
}

extern "C" void on_signal(int number) {
    send(number == SIGHUP ? reload_byte : stop_byte);
}

sigset_t our_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGHUP, SIGTERM, SIGINT}) {
        sigaddset(&set, number);
    }
    return set;
}

} // namespace

void Signals::leave_to_main_thread() {
    const sigset_t set = our_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Result<void> Signals::listen() {
    if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
        return fail(ErrorCode::unavailable, "cannot make a pipe for signals");
    }

    struct sigaction action {};

    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGHUP, SIGTERM, SIGINT}) {
        sigaction(number, &action, nullptr);
    }
    const sigset_t set = our_signals(); // whoever started us may have blocked them
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    return {};
}

Signal Signals::wait() {
    while (true) {
        char byte = 0;
        const auto got = ::read(pipe_ends[0], &byte, 1);
        if (got == 1 && byte == reload_byte) {
            return Signal::reload;
        }
        if (got == 1) {
            return byte == stop_byte ? Signal::stop : Signal::ended;
        }
        if (got == 0 || errno != EINTR) {
            return Signal::ended;
        }
    }
}

void Signals::end_wait() {
    send(ended_byte);
}

} // namespace vorrang::milter
