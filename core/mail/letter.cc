#include "core/mail/letter.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <fmt/format.h>

namespace vorrang::mail {

namespace {

constexpr std::size_t name_limit = 200;

std::string short_line(std::string_view text) {
    return std::string(cut_utf8(one_line(text), name_limit));
}

/// The built-in words; strangers have their own of a confirmation.
Result<FoundTemplate> built_in(std::string_view kind, Language language, bool known) {
    for (const StandardMail mail : {StandardMail::confirmation,
                                    StandardMail::closing,
                                    StandardMail::reminder,
                                    StandardMail::contingent,
                                    StandardMail::ask}) {
        if (kind == kind_name(mail)) {
            return FoundTemplate{fmt::format("the built-in {}", kind),
                                 std::string(standard_template(mail, language, known))};
        }
    }
    return fail(ErrorCode::no_such,
                fmt::format("there is no template {}", one_line(kind)),
                "write confirmation, closing, reminder, contingent, ask or use/NAME");
}

Result<FoundTemplate> choose(std::string_view kind, const Letter& letter, bool known) {
    const Language language = language_of(letter.language);
    auto found = letter.templates.find(kind, letter.channel, language);
    if (!found) {
        return pass_on(found);
    }
    if (*found) {
        return std::move(**found);
    }
    if (kind.starts_with("use/")) {
        return fail(
            ErrorCode::no_such,
            fmt::format("there is no canned reply \"{}\" for the channel {} in the language {}",
                        one_line(kind.substr(4)),
                        letter.channel,
                        language_tag(language)),
            fmt::format("write {}.{}.txt in {}",
                        one_line(kind),
                        language_tag(language),
                        letter.templates.path()));
    }
    return built_in(kind, language, known);
}

} // namespace

std::string make_salutation(std::string_view salutation, std::string_view name, Language language) {
    if (std::string own = short_line(salutation); !own.empty()) {
        return own;
    }
    const std::string_view greeting = language == Language::german ? "Guten Tag" : "Hello";
    const std::string person = short_line(name);
    return person.empty() ? std::string(greeting) : fmt::format("{} {}", greeting, person);
}

Result<FoundTemplate> words_in_force(std::string_view kind, const Letter& letter) {
    return choose(kind, letter, true);
}

Result<std::string>
write_letter(std::string_view kind, const Letter& letter, TemplateWords words, bool known) {
    const auto found = choose(kind, letter, known);
    if (!found) {
        // Whatever is missing now will be missing later: it is no reason to wait.
        return fail(ErrorCode::data, found.error().text, found.error().hint);
    }
    words.name = known ? short_line(letter.name) : "";
    words.salutation =
        make_salutation(known ? letter.salutation : "", words.name, language_of(letter.language));
    words.agent = short_line(letter.agent);
    words.channel = short_line(words.channel);
    auto text = fill_template(
        found->text, kind == "ask" ? TemplateNames::ask : TemplateNames::common, words);
    if (!text) {
        return fail(ErrorCode::data,
                    fmt::format("{}, {}", found->file, text.error().text),
                    text.error().hint + "; `vorrang template check` names every mistake");
    }
    text->erase(text->find_last_not_of(" \t\r\n") + 1);
    return *text + "\n";
}

} // namespace vorrang::mail
