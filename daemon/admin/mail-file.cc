#include "daemon/admin/mail-file.hh"

#include "core/api/mail-facts.hh"
#include "core/mail/header-fields.hh"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>

namespace vorrang::admin {
namespace {

Result<std::string> read_file(const std::string& file) {
    std::ifstream stream;
    if (file != "-") {
        stream.open(file, std::ios::binary);
        if (!stream) {
            return fail(ErrorCode::data,
                        fmt::format("{} cannot be read", file),
                        "give a mail as it was received, header and body");
        }
    }
    std::istream& in = file == "-" ? std::cin : stream;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

} // namespace

Result<mail::RawMail> read_mail_file(const std::string& file) {
    const auto bytes = read_file(file);
    if (!bytes) {
        return pass_on(bytes);
    }
    const auto split = mail::split_mail(*bytes);
    return api::raw_mail_of(split.header, split.body, "/tmp");
}

} // namespace vorrang::admin
