#include "core/mail/template-text.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace vorrang::mail {

namespace {

constexpr std::size_t size_limit = std::size_t{64} << 10;

/// `text`, the last one, is for ask alone.
constexpr std::array<std::string_view, 14> all_names = {"salutation",
                                                        "name",
                                                        "number",
                                                        "subject",
                                                        "channel",
                                                        "agent",
                                                        "due",
                                                        "unanswered",
                                                        "last",
                                                        "contingent",
                                                        "left",
                                                        "of",
                                                        "used_up",
                                                        "text"};

std::size_t line_at(std::string_view text, std::size_t at) {
    return 1 + static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Where the first byte stands that is no UTF-8; npos: nowhere.
std::size_t first_invalid(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        if (next_utf8(text, at) == U'\uFFFD' && at - before != 3) {
            return before;
        }
    }
    return std::string_view::npos;
}

/// Reads the tags of a template. kainjow leaves an unknown name empty without a word, and tells no
/// lines: a template's typo must not reach customers, and its writer must find it.
class TagReader {
  public:
    TagReader(std::string_view text, TemplateNames names)
        : text_(text)
        , names_(all_names.data(), all_names.size() - (names == TemplateNames::ask ? 0 : 1)) {}

    std::vector<TemplateMistake> read() {
        std::size_t at = text_.find("{{");
        while (at != std::string_view::npos) {
            const std::string_view close = text_.substr(at + 2, 1) == "{" ? "}}}" : "}}";
            const std::size_t end = text_.find(close, at + 2);
            if (end == std::string_view::npos) {
                add(at, "{{ without }}", "close it, as in {{number}}");
                break;
            }
            tag(at, trim(text_.substr(at + close.size(), end - at - close.size())));
            at = text_.find("{{", end + close.size());
        }
        for (const Section& section : open_) {
            add(section.at,
                fmt::format("{{{{#{}}}}} is never closed", one_line(section.name)),
                fmt::format("write {{{{/{}}}}} where the passage ends", one_line(section.name)));
        }
        return std::move(mistakes_);
    }

    [[nodiscard]] bool shows_text() const { return shows_text_; }

  private:
    struct Section {
        std::string_view name;
        std::size_t at;
    };

    void tag(std::size_t at, std::string_view inside) {
        if (inside.starts_with('!')) {
            return;
        }
        const char sigil = inside.empty() ? ' ' : inside.front();
        const bool marked = std::string_view("#^/&").find(sigil) != std::string_view::npos;
        const std::string_view name = marked ? trim(inside.substr(1)) : inside;
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
            add(at,
                fmt::format("{{{{{}}}}} is not known here", one_line(inside)),
                fmt::format("write one of {}", fmt::join(names_, ", ")));
        }
        shows_text_ = shows_text_ || (name == "text" && (!marked || sigil == '&'));
        if (sigil == '#' || sigil == '^') {
            open_.push_back({name, at});
        } else if (sigil == '/') {
            close(at, name);
        }
    }

    void close(std::size_t at, std::string_view name) {
        if (!open_.empty() && open_.back().name == name) {
            open_.pop_back();
        } else {
            add(at,
                fmt::format("{{{{/{}}}}} closes nothing", one_line(name)),
                open_.empty()
                    ? "take it out, or open the passage with {{#…}} above it"
                    : fmt::format("close {{{{#{}}}}} first", one_line(open_.back().name)));
        }
    }

    void add(std::size_t at, std::string text, std::string hint) {
        mistakes_.push_back({line_at(text_, at), std::move(text), std::move(hint)});
    }

    std::string_view text_;
    std::span<const std::string_view> names_;
    std::vector<Section> open_;
    std::vector<TemplateMistake> mistakes_;
    bool shows_text_ = false;
};

kainjow::mustache::data word(const std::string& text) {
    if (text.empty()) {
        return kainjow::mustache::data(kainjow::mustache::data::type::bool_false);
    }
    return kainjow::mustache::data(text);
}

kainjow::mustache::data data_of(const TemplateWords& words) {
    kainjow::mustache::data data;
    data.set("number", std::to_string(words.number));
    data.set("subject", word(one_line(words.subject)));
    data.set("name", word(one_line(words.name)));
    data.set("salutation", word(one_line(words.salutation)));
    data.set("agent", word(one_line(words.agent)));
    data.set("channel", word(one_line(words.channel)));
    data.set("due", word(one_line(words.due)));
    data.set("text", word(words.text));
    data.set("unanswered", words.unanswered);
    data.set("last", words.last);
    data.set("contingent", words.contingent);
    data.set("left", words.left);
    data.set("of", words.of);
    data.set("used_up", words.used_up);
    return data;
}

} // namespace

std::vector<TemplateMistake> template_mistakes(std::string_view text, TemplateNames names) {
    if (text.size() > size_limit) {
        return {{1, "it is larger than 64 KiB", "write less"}};
    }
    if (const std::size_t at = first_invalid(text); at != std::string_view::npos) {
        return {{line_at(text, at), "a byte that is no UTF-8", "save the file as UTF-8"}};
    }
    if (trim(text).empty()) {
        return {{1, "it is empty", "write the words, or remove the file"}};
    }
    TagReader reader(text, names);
    auto mistakes = reader.read();
    if (mistakes.empty() && names == TemplateNames::ask && !reader.shows_text()) {
        mistakes.push_back({1, "it does not show the question", "write {{text}} where it belongs"});
    }
    if (mistakes.empty()) {
        const kainjow::mustache::mustache mustache{std::string(text)};
        if (!mustache.is_valid()) {
            mistakes.push_back({1, one_line(mustache.error_message()), "see docs/templates.md"});
        }
    }
    std::stable_sort(
        mistakes.begin(), mistakes.end(), [](const TemplateMistake& a, const TemplateMistake& b) {
            return a.line < b.line;
        });
    return mistakes;
}

Result<std::string>
fill_template(std::string_view text, TemplateNames names, const TemplateWords& words) {
    if (const auto mistakes = template_mistakes(text, names); !mistakes.empty()) {
        return fail(ErrorCode::data,
                    fmt::format("line {}: {}", mistakes.front().line, mistakes.front().text),
                    mistakes.front().hint);
    }
    kainjow::mustache::mustache mustache{std::string(text)};
    mustache.set_custom_escape([](const std::string& plain) { return plain; });
    return mustache.render(data_of(words));
}

} // namespace vorrang::mail
