#include "core/config.hh"
#include "core/log.hh"
#include "milter/pg-store.hh"
#include "milter/program.hh"
#include "milter/version.hh"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <malloc.h>
#include <sysexits.h>

#include <cstdio>
#include <exception>
#include <string>

namespace {

using namespace vorrang;

int explain(const Error& error, int exit_code) {
    fmt::print(stderr, "vorrang-milter: {}\n", error.text);
    if (!error.hint.empty()) {
        fmt::print(stderr, "  {}\n", error.hint);
    }
    return exit_code;
}

int run(const std::string& path) {
    const auto config = load_config(path);
    if (!config) {
        return explain(config.error(), EX_CONFIG);
    }
    const auto level = log::parse_level(config->log.level);
    if (!level) {
        return explain(level.error(), EX_CONFIG);
    }
    const auto opened = log::open({"vorrang-milter", config->log.destination, *level});
    if (!opened) {
        return explain(opened.error(), EX_CANTCREAT);
    }
    auto boot_id = milter::read_boot_id();
    if (!boot_id) {
        return explain(boot_id.error(), EX_OSFILE);
    }
    milter::Program program(*config, path, std::move(*boot_id));
    const auto done = program.run();
    return done ? EX_OK : explain(done.error(), EX_UNAVAILABLE);
}

int parse_and_run(int argc, char** argv) {
    CLI::App app("The intake of Vorrang: turns desk mail into tickets at SMTP time. "
                 "See vorrang-milter(8).",
                 "vorrang-milter");
    std::string option;
    app.add_option("--config", option, "Configuration file (else $VORRANG_CONFIG)");
    app.set_version_flag("--version", fmt::format("vorrang-milter {}", milter::version));
    auto* version = app.add_subcommand("version", "Print the version and end");
    auto* help = app.add_subcommand("help", "Print this text and end");
    app.require_subcommand(0, 1);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        static_cast<void>(app.exit(wrong));
        return EX_USAGE;
    }
    if (version->parsed()) {
        fmt::print("vorrang-milter {}\n", milter::version);
        return EX_OK;
    }
    if (help->parsed()) {
        fmt::print("{}", app.help());
        return EX_OK;
    }
    return run(config_path(option));
}

} // namespace

int main(int argc, char** argv) {
    // glibc raises this limit by itself with the first big mail that is freed, and from then on
    // keeps the memory of big ones.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    try {
        return parse_and_run(argc, argv);
    } catch (const std::exception& defect) {
        fmt::print(stderr, "vorrang-milter: {}\n", defect.what());
        return EX_SOFTWARE;
    }
}
