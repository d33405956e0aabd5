#include "core/mail/template-folder.hh"

#include "core/mail/clean-text.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace vorrang::mail {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kinds = {
    "confirmation", "closing", "reminder", "contingent", "ask"};
constexpr std::string_view suffix = ".txt";
constexpr std::size_t name_limit = 40;

bool is_language(std::string_view text) {
    return text == "en" || text == "de";
}

/// What could name a channel or a canned reply, and nothing outside the folder.
bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= name_limit &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
           });
}

std::vector<std::string_view> split_dots(std::string_view text) {
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t dot = text.find('.');
        out.push_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(dot + 1);
    }
}

/// Takes channel and language from what stands behind the kind.
bool read_scope(const std::vector<std::string_view>& parts, TemplateName& name) {
    if (parts.size() > 3 || !std::all_of(parts.begin() + 1, parts.end(), is_key)) {
        return false;
    }
    std::size_t at = parts.size();
    if (at > 1 && is_language(parts[at - 1])) {
        name.language = std::string(parts[--at]);
    }
    if (at > 1) {
        name.channel = std::string(parts[--at]);
    }
    return at == 1;
}

void list(const fs::path& folder, const std::string& prefix, std::vector<std::string>& out) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool of_replies = prefix.empty() && name == "use" && entry.is_directory(error);
        if (!name.starts_with('.') && !name.ends_with('~') && !of_replies) {
            out.push_back(prefix + name);
        }
    }
}

} // namespace

std::string_view language_tag(Language language) {
    return language == Language::german ? "de" : "en";
}

bool is_canned_name(std::string_view name) {
    return is_key(name);
}

Result<TemplateName> parse_template_name(std::string_view file) {
    const bool canned = file.starts_with("use/");
    std::string_view stem = canned ? file.substr(4) : file;
    if (!stem.ends_with(suffix)) {
        return fail(ErrorCode::data, "its name does not end in .txt", "rename it, or take it away");
    }
    stem.remove_suffix(suffix.size());
    const auto parts = split_dots(stem);
    if (!canned && std::find(kinds.begin(), kinds.end(), parts.front()) == kinds.end()) {
        return fail(ErrorCode::data,
                    fmt::format("there is no kind \"{}\"", one_line(parts.front())),
                    fmt::format("name it after one of {}, or use/NAME.txt for a canned reply",
                                fmt::join(kinds, ", ")));
    }
    TemplateName name;
    name.kind = (canned ? "use/" : "") + std::string(parts.front());
    if (!is_key(parts.front()) || !read_scope(parts, name)) {
        return fail(
            ErrorCode::data,
            "its name cannot be read",
            fmt::format("write {}[.CHANNEL][.LANGUAGE].txt, the channel's key and de or en, "
                        "of a-z, 0-9, _ and -",
                        canned ? "use/NAME" : std::string(parts.front())));
    }
    return name;
}

Result<std::string> TemplateFolder::read(const std::string& file) const {
    const fs::path path = fs::path(path_) / file;
    std::error_code error;
    std::ifstream in;
    if (fs::is_regular_file(path, error)) { // reading a folder would throw
        in.open(path, std::ios::binary);
    }
    std::string text;
    if (in.is_open()) {
        text.assign(std::istreambuf_iterator<char>(in), {});
    } else {
        return fail(ErrorCode::data,
                    fmt::format("{} cannot be read", file),
                    "let vorrangd's user read it, and its folders");
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.erase(0, 3);
    }
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

Result<std::optional<FoundTemplate>>
TemplateFolder::find(std::string_view kind, std::string_view channel, Language language) const {
    const std::string_view tag = language_tag(language);
    std::vector<std::string> wanted;
    if (is_key(channel)) {
        wanted.push_back(fmt::format("{}.{}.{}.txt", kind, channel, tag));
        wanted.push_back(fmt::format("{}.{}.txt", kind, channel));
    }
    wanted.push_back(fmt::format("{}.{}.txt", kind, tag));
    wanted.push_back(fmt::format("{}.txt", kind));
    for (const std::string& file : wanted) {
        std::error_code error;
        if (path_.empty() ||
            fs::status(fs::path(path_) / file, error).type() == fs::file_type::not_found) {
            continue;
        }
        auto text = read(file);
        if (!text) {
            return pass_on(text);
        }
        return FoundTemplate{file, std::move(*text)};
    }
    return std::optional<FoundTemplate>();
}

std::vector<std::string> TemplateFolder::files() const {
    std::vector<std::string> out;
    if (!path_.empty()) {
        list(path_, "", out);
        list(fs::path(path_) / "use", "use/", out);
    }
    std::sort(out.begin(), out.end());
    return out;
}

TemplateFolder::Canned TemplateFolder::canned() const {
    Canned out;
    for (const std::string& file : files()) {
        if (auto name = parse_template_name(file); name && name->is_canned()) {
            const std::string key = name->kind.substr(4);
            out[key].push_back(std::move(*name));
        }
    }
    return out;
}

} // namespace vorrang::mail
