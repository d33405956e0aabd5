// An admin's template, filled. Parts: the template, a subject, an agent's question.
#include "core/mail/template-text.hh"

#include "core/mail/clean-text.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang::mail;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [text, subject, question] = vorrang::fuzz::parts_of<3>(data, size);
    TemplateWords words;
    words.number = 4815;
    words.subject = guess_utf8(subject);
    words.text = guess_utf8(question);
    words.channel = "Support";
    for (const TemplateNames names : {TemplateNames::common, TemplateNames::ask}) {
        const auto mistakes = template_mistakes(text, names);
        for (const TemplateMistake& mistake : mistakes) {
            VORRANG_CLAIM(mistake.line >= 1 && !mistake.text.empty() && !mistake.hint.empty());
            for (const std::string& told : {mistake.text, mistake.hint}) {
                VORRANG_CLAIM(is_utf8(told) && vorrang::fuzz::is_one_line(told));
            }
        }
        const auto filled = fill_template(text, names, words);
        VORRANG_CLAIM(filled.has_value() == mistakes.empty());
        VORRANG_CLAIM(!filled || is_utf8(*filled));
    }
    return 0;
}
