#pragma once

#include <time.h>

#include <chrono>

namespace vorrang::test {

/// Processor time of this process: what a time bound of a test is about, however busy the machine
/// is. Sanitizers make everything slower; their share is taken off.
struct CpuClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<CpuClock>;
    static constexpr bool is_steady = true;

    static time_point now() {
#ifdef __SANITIZE_ADDRESS__
        constexpr int slower = 8;
#else
        constexpr int slower = 1;
#endif
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return time_point(
            (std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)) / slower);
    }
};

} // namespace vorrang::test
