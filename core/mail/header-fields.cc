#include "core/mail/header-fields.hh"

#include <algorithm>

namespace vorrang::mail {

namespace {

constexpr std::size_t parameter_limit = 100;

char lower_char(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool blank(char c) {
    return c == ' ' || c == '\t';
}

bool space(char c) {
    return blank(c) || c == '\r' || c == '\n';
}

/// The line at `from`, with its LF if there is one.
std::string_view line_at(std::string_view text, std::size_t from) {
    const std::size_t end = text.find('\n', from);
    return text.substr(from, end == std::string_view::npos ? end : end - from + 1);
}

bool is_blank_line(std::string_view line) {
    return line == "\n" || line == "\r\n";
}

HeaderField make_field(std::string_view raw) {
    HeaderField field{raw, {}, {}};
    std::string_view text = raw;
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        return field;
    }
    std::string_view name = text.substr(0, colon);
    while (!name.empty() && blank(name.back())) {
        name.remove_suffix(1);
    }
    if (std::any_of(name.begin(), name.end(), space)) {
        return field;
    }
    field.name = name;
    field.value = text.substr(colon + 1);
    return field;
}

/// Reads a structured value token by token; comments count as white space.
class ParameterReader {
  public:
    explicit ParameterReader(std::string_view text)
        : text_(text) {}

    bool at_end() const { return at_ >= text_.size(); }

    /// Everything up to one of `stops` outside quotes and comments, trimmed and unquoted.
    std::string until(std::string_view stops) {
        std::string out;
        std::size_t keep = 0; // trailing white space behind a quoted string is not part of it
        while (!at_end() && stops.find(text_[at_]) == std::string_view::npos) {
            const char c = text_[at_];
            if (c == '"') {
                quoted(out);
                keep = out.size();
            } else if (c == '(') {
                comment();
            } else {
                ++at_;
                if (!space(c)) {
                    out += c;
                    keep = out.size();
                } else if (!out.empty()) {
                    out += ' ';
                }
            }
        }
        out.resize(keep);
        return out;
    }

    /// Steps over `c` if it is next.
    bool take(char c) {
        if (!at_end() && text_[at_] == c) {
            ++at_;
            return true;
        }
        return false;
    }

  private:
    void quoted(std::string& out) {
        for (++at_; !at_end() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            }
            if (text_[at_] != '\r' && text_[at_] != '\n') {
                out += text_[at_];
            }
        }
        take('"');
    }

    void comment() {
        int depth = 0;
        for (; !at_end(); ++at_) {
            if (text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == '(') {
                ++depth;
            } else if (text_[at_] == ')' && --depth == 0) {
                ++at_;
                return;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// `name*0*` → `name`: the pieces of a long value come in order in practice and are joined so.
std::string base_name(std::string name) {
    return name.substr(0, name.find('*'));
}

} // namespace

bool HeaderField::is(std::string_view other) const {
    return equals_folded(name, other);
}

std::vector<HeaderField> split_header(std::string_view header, std::size_t limit) {
    std::vector<HeaderField> fields;
    std::size_t at = 0;
    while (at < header.size() && fields.size() < limit) {
        const std::string_view first = line_at(header, at);
        if (is_blank_line(first)) {
            break;
        }
        std::size_t end = at + first.size();
        while (end < header.size() && blank(header[end])) {
            end += line_at(header, end).size();
        }
        fields.push_back(make_field(header.substr(at, end - at)));
        at = end;
    }
    return fields;
}

std::optional<std::string_view> find_field(const std::vector<HeaderField>& fields,
                                           std::string_view name) {
    for (const HeaderField& field : fields) {
        if (field.is(name)) {
            return field.value;
        }
    }
    return std::nullopt;
}

std::string unfold(std::string_view value) {
    std::string out;
    out.reserve(value.size());
    for (const char c : value) {
        if (c != '\r' && c != '\n') {
            out += c;
        }
    }
    return std::string(trim(out));
}

MailSplit split_mail(std::string_view mail) {
    std::size_t at = 0;
    while (at < mail.size()) {
        const std::string_view line = line_at(mail, at);
        if (is_blank_line(line)) {
            return {mail.substr(0, at), mail.substr(at + line.size())};
        }
        at += line.size();
    }
    return {mail, mail.substr(mail.size())};
}

std::string_view ParameterValue::parameter(std::string_view name) const {
    for (const auto& [key, value_] : parameters) {
        if (key == name) {
            return value_;
        }
    }
    return {};
}

ParameterValue parse_parameters(std::string_view value) {
    ParameterReader reader(value);
    ParameterValue out{lower(reader.until(";")), {}};
    while (reader.take(';') && out.parameters.size() < parameter_limit) {
        std::string name = base_name(lower(reader.until("=;")));
        if (!reader.take('=')) {
            continue;
        }
        std::string text = reader.until(";");
        if (!out.parameters.empty() && out.parameters.back().first == name) {
            out.parameters.back().second += text;
        } else if (out.parameter(name).empty()) {
            out.parameters.emplace_back(std::move(name), std::move(text));
        }
    }
    return out;
}

bool equals_folded(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return lower_char(x) == lower_char(y);
           });
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_char);
    return out;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace vorrang::mail
