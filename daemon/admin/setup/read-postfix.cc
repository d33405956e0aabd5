#include "daemon/admin/setup/read-postfix.hh"

#include "daemon/admin/setup/run-program.hh"

#include <fmt/format.h>

#include <filesystem>

namespace vorrang::admin::setup {
namespace {

Result<std::string> postconf(const std::string& directory, const std::string& option) {
    auto output = run_program({"postconf", "-c", directory, option});
    if (!output) {
        return pass_on(output);
    }
    if (output->exit_code != 0) {
        return fail(ErrorCode::data,
                    fmt::format("`postconf -c {} {}` fails: {}", directory, option, output->err));
    }
    return std::move(output->out);
}

} // namespace

Result<PostfixPicture> read_postfix(const std::string& directory) {
    std::error_code error;
    if (!std::filesystem::exists(directory + "/main.cf", error)) {
        return fail(ErrorCode::no_such, fmt::format("there is no {}/main.cf", directory));
    }
    const auto main_cf = postconf(directory, "-x");
    if (!main_cf) {
        return pass_on(main_cf);
    }
    const auto master_cf = postconf(directory, "-M");
    if (!master_cf) {
        return pass_on(master_cf);
    }
    const auto options = postconf(directory, "-Px");
    if (!options) {
        return pass_on(options);
    }
    return parse_postfix(directory, *main_cf, *master_cf, *options);
}

// postmap ends with 1 for a key that is not there and for a table that cannot be opened; only the
// latter says something.
MapAnswer
ask_postmap(const std::string& directory, const std::string& map, const std::string& key) {
    const auto output = run_program({"postmap", "-c", directory, "-q", key, map});
    if (!output) {
        return {MapAnswer::State::cannot_ask, output.error().text};
    }
    auto text = output->exit_code == 0 ? output->out : output->err;
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    if (output->exit_code == 0) {
        return {MapAnswer::State::found, text};
    }
    return text.empty() ? MapAnswer{} : MapAnswer{MapAnswer::State::cannot_ask, text};
}

} // namespace vorrang::admin::setup
