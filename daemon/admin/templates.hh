#pragma once

#include "core/mail/template-folder.hh"
#include "daemon/admin/context.hh"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vorrang::admin {

/// Something wrong in a template's file.
struct FileMistake {
    std::string file;     ///< below the folder
    std::size_t line = 1; ///< 1 too where the name is wrong
    std::string text;     ///< what is wrong
    std::string hint;     ///< what to write

    bool operator==(const FileMistake&) const = default;
};

/// Looks at every file. `channels`: the keys there are; nothing: they are not known now.
[[nodiscard]] std::vector<FileMistake>
template_mistakes_in(const mail::TemplateFolder& folder,
                     const std::optional<std::set<std::string>>& channels);

/// template check [DIR]; `directory` empty: the configured one.
[[nodiscard]] Result<int> run_template_check(const Context& context, const std::string& directory);

/// template show KIND: the words in force, not filled. `channel` empty: of no channel's own.
[[nodiscard]] Result<int> run_template_show(const Context& context,
                                            const std::string& kind,
                                            const std::string& channel,
                                            const std::string& language);

} // namespace vorrang::admin
