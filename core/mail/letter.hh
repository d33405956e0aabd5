#pragma once

#include "core/mail/standard-text.hh"
#include "core/mail/template-folder.hh"
#include "core/mail/template-text.hh"
#include "core/result.hh"

#include <string>
#include <string_view>

namespace vorrang::mail {

/// In whose words the desk writes, and how it addresses the customer.
struct Letter {
    TemplateFolder templates;
    std::string channel;    ///< its key, by which templates are chosen
    std::string language;   ///< "de", "de-AT"; everything else is English
    std::string name;       ///< of the contact
    std::string salutation; ///< the contact's own, as "Dear Ms Heyer"; "": by name and language
    std::string agent;      ///< display name
};

/// `salutation` if there is one, else "Hello Ina Heyer" or "Guten Tag Ina Heyer", without a name
/// "Hello" or "Guten Tag".
[[nodiscard]] std::string
make_salutation(std::string_view salutation, std::string_view name, Language language);

/// The words in force, not filled: the admin's template, else the built-in one. Fails with
/// `no_such` for a canned reply that is not there for channel and language.
[[nodiscard]] Result<FoundTemplate> words_in_force(std::string_view kind, const Letter& letter);

/// The filled template of a kind (confirmation, closing, reminder, ask, use/NAME); ends with one
/// line end. `words` lacks what the letter says: salutation, name, agent. `known` false: nothing of
/// the customer's own is repeated. Fails with `data`, naming file and line.
[[nodiscard]] Result<std::string>
write_letter(std::string_view kind, const Letter& letter, TemplateWords words, bool known = true);

} // namespace vorrang::mail
