#include "daemon/admin/setup/read-dovecot.hh"

#include "daemon/admin/setup/run-program.hh"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

namespace vorrang::admin::setup {
namespace {

// Each asks in a process of its own, all at once.
constexpr std::size_t kMostLogins = 20;

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

std::string without_end(std::string text) {
    while (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

std::string installed_revision() {
    const auto output = run_program({"dpkg-query", "-W", "-f", "${Version}", "dovecot-core"});
    return output && output->exit_code == 0 ? without_end(output->out) : "";
}

/// What the userdb says for one service; the reason why not in `trouble`.
std::map<std::string, std::string> ask_userdb(const std::string& file,
                                              const std::string& service,
                                              const std::string& login,
                                              std::string& trouble) {
    const auto output =
        run_program({"doveadm", "-c", file, "user", "-x", "service=" + service, login});
    if (!output || output->exit_code != 0) {
        trouble = fmt::format("Dovecot's userdb does not tell of {}: {}",
                              login,
                              output ? without_end(output->err) : output.error().text);
        return {};
    }
    return parse_userdb(output->out);
}

Account read_account(const std::string& file, const std::string& login) {
    Account account;
    account.login = login;
    account.imap = ask_userdb(file, "imap", login, account.trouble);
    if (account.trouble.empty()) {
        account.lmtp = ask_userdb(file, "lmtp", login, account.trouble);
    }
    return account;
}

std::vector<FileRights> read_way(const std::string& socket) {
    std::vector<FileRights> way;
    for (const auto& path : {std::filesystem::path(socket).parent_path().string(), socket}) {
        struct stat file {};

        if (::stat(path.c_str(), &file) != 0) {
            return {};
        }
        way.push_back({path, file.st_uid, file.st_gid, file.st_mode & 0777U});
    }
    return way;
}

void read_plugin(DovecotPicture& dovecot) {
    std::ifstream file(dovecot.plugin_file(), std::ios::binary);
    dovecot.plugin_there = file.is_open();
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    dovecot.plugin_built_with = find_built_with(bytes);
    dovecot.installed = installed_revision();
}

} // namespace

Result<DovecotPicture> read_dovecot(const std::string& file,
                                    std::span<const std::string> logins,
                                    const std::string& socket) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return fail(ErrorCode::no_such, fmt::format("there is no {}", file));
    }
    const auto output = run_program({"doveconf", "-c", file, "-n"});
    if (!output) {
        return pass_on(output);
    }
    if (output->exit_code != 0) {
        return fail(ErrorCode::data,
                    fmt::format("`doveconf -c {} -n` fails: {}", file, first_line(output->err)));
    }
    DovecotPicture dovecot;
    dovecot.file = file;
    dovecot.settings = parse_doveconf(output->out);
    read_plugin(dovecot);
    dovecot.way = read_way(socket);
    std::vector<std::future<Account>> asked;
    for (const auto& login : logins.first(std::min(logins.size(), kMostLogins))) {
        asked.push_back(std::async(std::launch::async, read_account, file, login));
    }
    for (auto& account : asked) {
        dovecot.accounts.push_back(account.get());
    }
    return dovecot;
}

} // namespace vorrang::admin::setup
