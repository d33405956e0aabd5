#include "core/mail/header-writer.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"

#include <algorithm>

namespace vorrang::mail {

namespace {

constexpr std::size_t references_kept = 30;

bool printable(char c) {
    return c >= 0x20 && c < 0x7F;
}

/// `"Anna Berg" <anna@staff.example>`
std::string address_text(const Mailbox& mailbox) {
    if (mailbox.display.empty()) {
        return mailbox.address();
    }
    return encode_phrase(mailbox.display) + " <" + mailbox.address() + ">";
}

} // namespace

void HeaderWriter::text(std::string_view name, std::string_view utf8) {
    out_.append(name).append(": ");
    out_.append(encode_header_text(utf8, name.size() + 2)).append("\r\n");
}

void HeaderWriter::plain(std::string_view name, std::string_view value) {
    out_.append(name).append(": ");
    std::copy_if(value.begin(), value.end(), std::back_inserter(out_), printable);
    out_.append("\r\n");
}

void HeaderWriter::addresses(std::string_view name, std::span<const Mailbox> mailboxes) {
    bool first = true;
    for (const Mailbox& mailbox : mailboxes) {
        if (!is_sendable(mailbox)) {
            continue;
        }
        out_.append(first ? std::string(name) + ": " : std::string(",\r\n "));
        out_.append(address_text(mailbox));
        first = false;
    }
    out_.append(first ? "" : "\r\n");
}

void HeaderWriter::ids(std::string_view name, std::span<const std::string> ids) {
    bool first = true;
    for (const std::string& id : ids) {
        if (!is_message_id(id)) {
            continue;
        }
        out_.append(first ? std::string(name) + ": " : std::string("\r\n ")).append(id);
        first = false;
    }
    out_.append(first ? "" : "\r\n");
}

void HeaderWriter::date(std::string_view name, Instant instant) {
    plain(name, format_date(instant));
}

void HeaderWriter::raw(std::string_view field) {
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '\n' && (i == 0 || field[i - 1] != '\r')) {
            out_ += '\r';
        }
        out_ += field[i];
    }
    if (!out_.ends_with('\n')) {
        out_ += "\r\n";
    }
}

bool is_sendable(const Mailbox& mailbox) {
    return !mailbox.local.empty() && !mailbox.domain.empty() &&
           std::all_of(mailbox.local.begin(), mailbox.local.end(), printable) &&
           mailbox.local.size() <= 250 && mailbox.domain.size() <= 255 &&
           std::all_of(mailbox.domain.begin(), mailbox.domain.end(), [](char c) {
               return printable(c) &&
                      std::string_view(" <>()@,;:\\\"").find(c) == std::string_view::npos;
           });
}

bool is_message_id(std::string_view id) {
    if (id.size() < 3 || id.size() > 900 || id.front() != '<' || id.back() != '>') {
        return false;
    }
    const std::string_view inside = id.substr(1, id.size() - 2);
    return std::all_of(inside.begin(), inside.end(), [](char c) {
        return c > 0x20 && c < 0x7F && c != '<' && c != '>';
    });
}

std::vector<std::string> answer_references(std::span<const std::string> references,
                                           std::string_view message_id) {
    std::vector<std::string> all;
    const auto add = [&all](std::string_view id) {
        if (is_message_id(id) && std::find(all.begin(), all.end(), id) == all.end()) {
            all.emplace_back(id);
        }
    };
    // Of a hostile list no more than can count is looked at.
    const std::size_t skip = references.size() > 200 ? references.size() - 200 : 0;
    if (skip > 0) {
        add(references.front());
    }
    for (const std::string& id : references.subspan(skip)) {
        if (id != message_id) {
            add(id);
        }
    }
    add(message_id);
    if (all.size() > references_kept) {
        all.erase(all.begin() + 1, all.end() - (references_kept - 1));
    }
    return all;
}

} // namespace vorrang::mail
