#include "daemon/admin/templates.hh"

#include "core/api/admin.hh"
#include "core/log-escape.hh"
#include "core/mail/letter.hh"
#include "daemon/admin/output.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
using Channels = std::optional<std::set<std::string>>;

void check_file(const mail::TemplateFolder& folder,
                const std::string& file,
                const Channels& channels,
                std::vector<FileMistake>& mistakes) {
    const auto name = mail::parse_template_name(file);
    if (!name) {
        mistakes.push_back({file, 1, name.error().text, name.error().hint});
        return;
    }
    if (channels && name->channel && !channels->contains(*name->channel)) {
        mistakes.push_back(
            {file,
             1,
             fmt::format("there is no channel or language \"{}\"", *name->channel),
             fmt::format("name it after one of the channels {}, or the languages de, en",
                         fmt::join(*channels, ", "))});
    }
    const auto text = folder.read(file);
    if (!text) {
        mistakes.push_back({file, 1, "it cannot be read", text.error().hint});
        return;
    }
    const auto names = name->kind == "ask" ? mail::TemplateNames::ask : mail::TemplateNames::common;
    for (const auto& mistake : mail::template_mistakes(*text, names)) {
        mistakes.push_back({file, mistake.line, mistake.text, mistake.hint});
    }
}

/// The keys of the channels; without a database the names of files cannot be judged, but the rest.
Channels channels_of(const Context& context) {
    auto connection = context.connect();
    if (!connection) {
        fmt::print(stderr,
                   "vorrang: the channels in the files' names are not checked: {}\n",
                   log::printable(connection.error().text));
        return std::nullopt;
    }
    const auto found = api::Admin(*connection).list("channel", {}, context.now);
    if (!found || !found->is_array()) {
        return std::nullopt;
    }
    std::set<std::string> keys;
    for (const auto& channel : found->get_array()) {
        keys.emplace(channel.as_object().at("key").as_string());
    }
    return keys;
}

json::array mistakes_json(const std::vector<FileMistake>& mistakes) {
    json::array out;
    for (const auto& mistake : mistakes) {
        out.push_back(json::object{{"file", mistake.file},
                                   {"line", mistake.line},
                                   {"text", mistake.text},
                                   {"hint", mistake.hint}});
    }
    return out;
}

std::string mistakes_text(const std::vector<FileMistake>& mistakes) {
    std::string out;
    for (const auto& mistake : mistakes) {
        out += log::printable(fmt::format(
                   "{}:{}: {}; {}", mistake.file, mistake.line, mistake.text, mistake.hint)) +
               "\n";
    }
    return out;
}

std::string counted(std::size_t count, std::string_view thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

} // namespace

std::vector<FileMistake> template_mistakes_in(const mail::TemplateFolder& folder,
                                              const Channels& channels) {
    std::vector<FileMistake> mistakes;
    for (const auto& file : folder.files()) {
        check_file(folder, file, channels, mistakes);
    }
    return mistakes;
}

Result<int> run_template_check(const Context& context, const std::string& directory) {
    const mail::TemplateFolder folder(directory.empty() ? context.config.desk.template_directory
                                                        : directory);
    std::error_code error;
    if (!std::filesystem::is_directory(folder.path(), error) && !directory.empty()) {
        return fail(ErrorCode::no_such,
                    fmt::format("there is no folder {}", folder.path()),
                    "name the folder that holds confirmation.de.txt and the like");
    }
    const auto files = folder.files();
    const auto mistakes = files.empty() ? std::vector<FileMistake>()
                                        : template_mistakes_in(folder, channels_of(context));
    if (context.json) {
        print(json_text(mistakes_json(mistakes)));
    } else {
        print(mistakes_text(mistakes));
    }
    if (!mistakes.empty()) {
        return fail(ErrorCode::data,
                    fmt::format("{} in {}", counted(mistakes.size(), "mistake"), folder.path()),
                    "mails in these words are not sent until they are repaired");
    }
    if (!context.json) {
        print(fmt::format("{} in {}: good\n", counted(files.size(), "template"), folder.path()));
    }
    return 0;
}

Result<int> run_template_show(const Context& context,
                              const std::string& kind,
                              const std::string& channel,
                              const std::string& language) {
    mail::Letter letter;
    letter.templates = mail::TemplateFolder(context.config.desk.template_directory);
    letter.channel = channel;
    letter.language = language;
    if (const auto name = mail::parse_template_name(kind + ".txt"); !name || name->kind != kind) {
        return fail(ErrorCode::usage,
                    fmt::format("there is no kind of template \"{}\"", kind),
                    "name one of confirmation, closing, reminder, contingent, ask, or use/NAME");
    }
    const auto found = mail::words_in_force(kind, letter);
    if (!found) {
        return pass_on(found);
    }
    print(context.json ? json_text(json::object{{"file", found->file}, {"text", found->text}})
                       : found->text);
    return 0;
}

} // namespace vorrang::admin
