#include "daemon/admin/progress.hh"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace vorrang::admin {

Progress::~Progress() {
    if (told_) {
        fmt::print(stderr, "\n");
    }
}

bool Progress::due() const {
    return std::chrono::steady_clock::now() >= next_ && ::isatty(STDERR_FILENO) == 1;
}

void Progress::tell(std::string_view text) {
    fmt::print(stderr, "\r{}", text);
    next_ = std::chrono::steady_clock::now() + std::chrono::seconds{1};
    told_ = true;
}

} // namespace vorrang::admin
