#pragma once

#include "core/result.hh"

namespace vorrang::milter {

enum class Signal {
    reload, ///< SIGHUP
    stop,   ///< SIGTERM, SIGINT
    ended,  ///< end_wait() was called
};

/// The signals of this process, taken by its main thread.
///
/// libmilter has a thread of its own that waits for the same signals and would end the program at
/// SIGHUP and stop it only after seconds at SIGTERM. The kernel gives a signal to the main thread
/// as long as that one does not block it; so smfi_main runs in another thread, which blocks them
/// before libmilter makes its own.
class Signals {
  public:
    /// In the main thread, before any thread of libmilter is there: signals are heard.
    [[nodiscard]] static Result<void> listen();

    /// In every thread that makes threads we do not know: they inherit it.
    static void leave_to_main_thread();

    /// Waits in the main thread for the next one.
    [[nodiscard]] static Signal wait();

    /// Ends wait() from another thread.
    static void end_wait();
};

} // namespace vorrang::milter
