#pragma once

#include "core/result.hh"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What a template can name, under these very names; outside text is on one line.
struct TemplateWords {
    std::int64_t number = 0;
    std::string subject;    ///< "" if it is not to be repeated
    std::string name;       ///< of the customer's contact; "" likewise
    std::string salutation; ///< "Hello Ina Heyer", without a comma
    std::string agent;      ///< display name of who answers, else of the owner; "": nobody
    std::string channel;
    std::string due;        ///< "" if no time is promised
    std::string text;       ///< the agent's question, several lines; in an ask template alone
    std::string contingent; ///< its key; this and what follows: in a mail about one alone
    std::string left;       ///< hours, as 0:15
    std::string of;         ///< likewise
    bool used_up = false;
    bool unanswered = false; ///< closed because the customer did not answer
    bool last = false;       ///< of the reminders
};

/// Which names a template may hold.
enum class TemplateNames {
    common, ///< all but text
    ask,    ///< text too, and it must: else the question would be left out
};

/// Something wrong in a template, for whoever wrote it.
struct TemplateMistake {
    std::size_t line = 1;
    std::string text; ///< what is wrong
    std::string hint; ///< what to write
};

/// Everything that is wrong in a mustache template, in the order of its lines. Empty: it can be
/// filled.
[[nodiscard]] std::vector<TemplateMistake> template_mistakes(std::string_view text,
                                                             TemplateNames names);

/// Fills a mustache template. Fails with `data` and the first mistake: `line 3: …`.
[[nodiscard]] Result<std::string>
fill_template(std::string_view text, TemplateNames names, const TemplateWords& words);

} // namespace vorrang::mail
