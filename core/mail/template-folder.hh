#pragma once

#include "core/mail/standard-text.hh"
#include "core/result.hh"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What the name of a template's file says: `closing.support.de.txt`, `use/greeting.txt`.
struct TemplateName {
    std::string kind; ///< confirmation, closing, reminder, contingent, ask, use/NAME
    std::optional<std::string> channel;  ///< its key; none: of every channel
    std::optional<std::string> language; ///< "en" or "de"; none: in every language

    [[nodiscard]] bool is_canned() const { return kind.starts_with("use/"); }
};

/// Reads `<kind>[.<channel>][.<language>].txt`, the path below the folder. Fails with `data`.
[[nodiscard]] Result<TemplateName> parse_template_name(std::string_view file);

/// The words of a canned reply's name: a-z, 0-9, _ and -.
[[nodiscard]] bool is_canned_name(std::string_view name);

/// "en" or "de".
[[nodiscard]] std::string_view language_tag(Language language);

struct FoundTemplate {
    std::string file; ///< below the folder
    std::string text;
};

/// The admin's templates. Files are read when they are wanted, so that an edited one counts at
/// once. Holds nothing but the path: may be used from any thread.
class TemplateFolder {
  public:
    /// A canned reply: for which channels and languages it is there.
    using Canned = std::map<std::string, std::vector<TemplateName>, std::less<>>;

    TemplateFolder() = default; ///< without any templates

    explicit TemplateFolder(std::string path)
        : path_(std::move(path)) {}

    /// The most specific file: kind.channel.language, kind.channel, kind.language, kind. Nothing if
    /// there is none. Fails with `data` if it is there but cannot be read.
    [[nodiscard]] Result<std::optional<FoundTemplate>>
    find(std::string_view kind, std::string_view channel, Language language) const;

    /// The files in it and in `use`, as paths below the folder, in their order; hidden files and
    /// editors' backups (`name~`) are left out. Empty if there is no folder.
    [[nodiscard]] std::vector<std::string> files() const;

    /// The text of a file of files().
    [[nodiscard]] Result<std::string> read(const std::string& file) const;

    /// The canned replies there are; files whose names cannot be read are left out.
    [[nodiscard]] Canned canned() const;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

} // namespace vorrang::mail
