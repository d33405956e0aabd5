#pragma once

#include "core/result.hh"

#include <chrono>
#include <string>
#include <vector>

namespace vorrang::admin::setup {

/// What a finished program left.
struct ProgramOutput {
    int exit_code = 0; ///< 128 and more: it was ended by a signal
    std::string out;
    std::string err;
};

/// Runs a program of the system without a shell and waits for its end; what still runs after `wait`
/// is killed. Its name is looked for in the system's own directories only, whatever $PATH says.
/// Messages come in English. Error no_such: there is no such program here.
[[nodiscard]] Result<ProgramOutput>
run_program(const std::vector<std::string>& words,
            std::chrono::milliseconds wait = std::chrono::seconds{10});

} // namespace vorrang::admin::setup
