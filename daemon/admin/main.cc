#include "core/log-escape.hh"
#include "daemon/admin/command-line.hh"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace vorrang;

int complain(const Error& error, int code) {
    fmt::print(stderr, "vorrang: {}\n", log::printable(error.text));
    if (!error.hint.empty()) {
        fmt::print(stderr, "         {}\n", log::printable(error.hint));
    }
    return code;
}

int run(const std::vector<std::string>& words) {
    auto line = admin::parse_command_line(words);
    if (!line) {
        return complain(line.error(), admin::exit_code(line.error().code));
    }
    if (!line->help.empty()) {
        admin::print(line->help);
        return 0;
    }
    admin::Context context{default_config(), line->now.value_or(SystemClock{}.now()), line->json};
    if (line->command.needs_config) {
        auto config = load_config(config_path(line->config_option));
        if (!config) {
            return complain(config.error(), admin::kExitConfig);
        }
        context.config = std::move(*config);
    }
    const auto done = line->command.run(context);
    if (!done) {
        return complain(done.error(), admin::exit_code(done.error().code));
    }
    if (std::fflush(stdout) != 0) {
        return complain({ErrorCode::unavailable, "cannot write the output", ""}, 74);
    }
    return *done;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& defect) {
        return complain({ErrorCode::internal, defect.what(), "this is a defect; please report it"},
                        70);
    }
}
