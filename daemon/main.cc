#include "core/config.hh"
#include "core/log.hh"
#include "daemon/app.hh"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <malloc.h>
#include <sys/stat.h>
#include <sysexits.h>

#include <csignal>
#include <cstdlib>
#include <exception>

namespace {

int complain(const vorrang::Error& error, int code) {
    fmt::print(stderr, "vorrangd: {}\n", error.text);
    if (!error.hint.empty()) {
        fmt::print(stderr, "vorrangd: {}\n", error.hint);
    }
    return code;
}

int serve(const std::string& path) {
    auto config = vorrang::load_config(path);
    if (!config) {
        return complain(config.error(), EX_CONFIG);
    }
    const auto level = vorrang::log::parse_level(config->log.level);
    if (!level) {
        return complain(level.error(), EX_CONFIG);
    }
    const auto opened = vorrang::log::open({"vorrangd", config->log.destination, *level});
    if (!opened) {
        return complain(opened.error(), EX_CANTCREAT);
    }
    ::umask(0117); // sockets are made 0660, nobody gets in between bind and chmod
    std::signal(SIGPIPE, SIG_IGN);
    const vorrang::SystemClock clock;
    vorrang::App app(std::move(*config), clock);
    if (const auto started = app.start(); !started) {
        vorrang::log::error("start.failed",
                            {{"error", started.error().text}, {"hint", started.error().hint}});
        return complain(started.error(), EX_UNAVAILABLE);
    }
    app.run();
    // Suspended coroutines refer to the App and to each other: the end of the process frees them in
    // any order, destructors would not.
    std::_Exit(EX_OK);
}

} // namespace

int main(int argc, char** argv) {
    // glibc raises this limit by itself with the first big mail that is freed, and from then on
    // keeps the memory of big ones.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    try {
        CLI::App arguments("Vorrang's daemon: folders, clocks, mail out. See vorrangd(8).");
        std::string config;
        arguments.add_option("--config", config, "the configuration file");
        arguments.set_version_flag("--version", std::string("vorrangd ") + VORRANG_VERSION);
        try {
            arguments.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return arguments.exit(error) == 0 ? EX_OK : EX_USAGE;
        }
        return serve(vorrang::config_path(config));
    } catch (const std::exception& error) {
        fmt::print(stderr, "vorrangd: {}\n", error.what());
        return EX_SOFTWARE;
    }
}
