#include "core/log.hh"

#include "core/clock.hh"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>

namespace vorrang::log {
namespace {

enum class Kind { plain_stderr, journal, syslog, file };

/// The program's one log. Process-wide on purpose: so is stderr.
struct State {
    std::mutex mutex;
    std::string program = "vorrang"; // openlog keeps the pointer: set once, before threads start
    std::string path;
    Kind kind = Kind::plain_stderr;
    int file = -1;
    std::atomic<Level> level = Level::info;
};

State& state() {
    static auto* const the_state = new State; // never destroyed: threads may log until the end
    return *the_state;
}

int syslog_priority(Level level) {
    switch (level) {
    case Level::debug:
        return LOG_DEBUG;
    case Level::info:
        return LOG_INFO;
    case Level::warning:
        return LOG_WARNING;
    case Level::error:
        return LOG_ERR;
    }
    return LOG_INFO;
}

std::string_view level_name(Level level) {
    switch (level) {
    case Level::debug:
        return "debug";
    case Level::info:
        return "info";
    case Level::warning:
        return "warning";
    case Level::error:
        return "error";
    }
    return "info";
}

/// journald says by $JOURNAL_STREAM which socket it reads; stderr may since lead elsewhere.
bool stderr_is_journal() {
    const char* const stream = std::getenv("JOURNAL_STREAM");

    struct stat status {};

    return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
           fmt::format("{}:{}", status.st_dev, status.st_ino) == stream;
}

Result<int> open_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (file < 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot open the log {}: {}", path, std::strerror(errno)),
                    "make it writable for this program, or change [log] destination");
    }
    return file;
}

std::string with_head(Level level, const std::string& program, const std::string& line) {
    const auto now = SystemClock{}.now();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z {}[{}]: {}: {}\n",
                       now,
                       program,
                       ::getpid(),
                       level_name(level),
                       line);
}

void write_all(int file, const std::string& line) {
    // One write a line: O_APPEND keeps lines of several processes whole. A full disk loses lines,
    // and there is nobody left to tell.
    [[maybe_unused]] const auto written = ::write(file, line.data(), line.size());
}

void put(State& log, Level level, const std::string& line) {
    switch (log.kind) {
    case Kind::syslog:
        ::syslog(syslog_priority(level), "%s", line.c_str());
        break;
    case Kind::journal:
        write_all(STDERR_FILENO, fmt::format("<{}>{}\n", syslog_priority(level), line));
        break;
    case Kind::plain_stderr:
        write_all(STDERR_FILENO, with_head(level, log.program, line));
        break;
    case Kind::file: {
        const std::lock_guard lock(log.mutex);
        write_all(log.file, with_head(level, log.program, line));
    }
    }
}

} // namespace

Field::Field(std::string_view key, double value)
    : key_(key)
    , value_(fmt::format("{:.6g}", value)) {}

Result<Level> parse_level(std::string_view name) {
    for (const auto level : {Level::debug, Level::info, Level::warning, Level::error}) {
        if (name == level_name(level)) {
            return level;
        }
    }
    return fail(ErrorCode::data,
                fmt::format("\"{}\" is no log level", name),
                "write debug, info, warning or error");
}

Result<void> open(const Settings& settings) {
    auto& log = state();
    const std::lock_guard lock(log.mutex);
    log.program = settings.program;
    log.level = settings.level;
    if (settings.destination == "stderr") {
        log.kind = stderr_is_journal() ? Kind::journal : Kind::plain_stderr;
        return {};
    }
    if (settings.destination == "syslog") {
        ::openlog(log.program.c_str(), LOG_PID | LOG_NDELAY, LOG_MAIL);
        log.kind = Kind::syslog;
        return {};
    }
    auto file = open_file(settings.destination);
    if (!file) {
        return pass_on(file);
    }
    log.path = settings.destination;
    log.file = *file;
    log.kind = Kind::file;
    return {};
}

Result<void> reopen() {
    auto& log = state();
    const std::lock_guard lock(log.mutex);
    if (log.kind != Kind::file) {
        return {};
    }
    auto file = open_file(log.path);
    if (!file) {
        return pass_on(file);
    }
    ::close(log.file);
    log.file = *file;
    return {};
}

bool enabled(Level level) noexcept {
    return level >= state().level.load();
}

std::string format_line(std::string_view name, Fields fields) {
    std::string line(name);
    for (const auto& field : fields) {
        fmt::format_to(std::back_inserter(line), " {}={}", field.key(), field.value());
    }
    return line;
}

void event(Level level, std::string_view name, Fields fields) noexcept {
    if (!enabled(level)) {
        return;
    }
    try {
        put(state(), level, format_line(name, fields));
    } catch (...) { // out of memory: the caller's work matters more than its line
    }
}

} // namespace vorrang::log
