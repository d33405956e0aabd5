#include "core/mail/shown-header.hh"

#include "core/mail/header-fields.hh"

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

constexpr std::array<std::string_view, 6> past_the_desk = {"reply-to",
                                                           "mail-reply-to",
                                                           "mail-followup-to",
                                                           "disposition-notification-to",
                                                           "return-receipt-to",
                                                           "list-post"};

bool dropped(const HeaderField& field, ShownIn view) {
    const std::string name = lower(field.name);
    if (name.starts_with("x-vorrang-") ||
        std::find(past_the_desk.begin(), past_the_desk.end(), name) != past_the_desk.end()) {
        return true;
    }
    return view == ShownIn::row && (name == "references" || name == "in-reply-to");
}

void append_crlf(std::string& out, std::string_view raw) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) {
            out += '\r';
        }
        out += raw[i];
    }
    if (!out.empty() && !out.ends_with('\n')) {
        out += "\r\n";
    }
}

bool adds_references(std::string_view added_lines) {
    const auto fields = split_header(added_lines);
    return !fields.empty() && fields.back().is("references");
}

/// A Subject without white space behind its colon gets one space, so that a prefix has its place.
void append_subject(std::string& out, const HeaderField& field) {
    const std::size_t colon = field.raw.find(':') + 1;
    out += field.raw.substr(0, colon);
    if (field.value.empty() || (field.value.front() != ' ' && field.value.front() != '\t')) {
        out += ' ';
    }
    std::string rest;
    append_crlf(rest, field.raw.substr(colon));
    out += rest.empty() ? "\r\n" : rest;
}

} // namespace

std::string
base_header(std::string_view stored_header, std::string_view fallback_message_id, ShownIn view) {
    std::string out;
    out.reserve(stored_header.size() + 128);
    bool subject = false;
    bool message_id = false;
    for (const HeaderField& field : split_header(stored_header)) {
        const bool is_subject = field.is("subject");
        const bool is_id = field.is("message-id");
        if (dropped(field, view) || (is_subject && subject) ||
            (is_id && trim(field.value).empty())) {
            continue;
        }
        subject = subject || is_subject;
        message_id = message_id || is_id;
        if (is_subject) {
            append_subject(out, field);
        } else {
            append_crlf(out, field.raw);
        }
    }
    if (!message_id) {
        out.append("Message-ID: ").append(fallback_message_id).append("\r\n");
    }
    if (!subject) {
        out += "Subject: \r\n";
    }
    return out;
}

std::string
shown_header(std::string_view base, std::string_view added_lines, std::string_view subject_prefix) {
    std::string out(added_lines);
    out.reserve(base.size() + added_lines.size() + subject_prefix.size());
    const auto fields = split_header(base);
    const bool threads = adds_references(added_lines);
    const auto follows = [threads](const HeaderField& field) {
        return threads && field.is("references") && !trim(field.value).empty();
    };
    for (const HeaderField& field : fields) {
        if (follows(field)) {
            const std::size_t place = field.raw.find(':') + 1;
            out.append(place, ' ').append(field.raw.substr(place));
        }
    }
    for (const HeaderField& field : fields) {
        if (follows(field)) {
            continue;
        }
        if (!field.is("subject")) {
            out += field.raw;
            continue;
        }
        const std::size_t place = field.raw.find(':') + 2;
        out += field.raw.substr(0, place);
        out += subject_prefix;
        out += field.raw.substr(place);
    }
    return out;
}

} // namespace vorrang::mail
