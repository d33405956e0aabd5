#include "core/mail/forwarded.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"
#include "core/mail/mime-tree.hh"

#include <algorithm>
#include <array>
#include <vector>

namespace vorrang::mail {

namespace {

constexpr std::array<std::string_view, 3> forward_marks = {"fwd:", "fw:", "wg:"};

/// How many lines a header block may have; Outlook's To and Cc fold.
constexpr std::size_t block_lines = 12;

constexpr std::array<std::string_view, 2> from_names = {"from", "von"};
constexpr std::array<std::string_view, 2> subject_names = {"subject", "betreff"};
constexpr std::array<std::string_view, 8> other_names = {
    "sent", "gesendet", "date", "datum", "to", "an", "subject", "betreff"};

struct Line {
    std::string name; ///< lower-case; "" if it is no field
    std::string_view value;
};

/// `*Von:* Ina <ina@heyer.example>`, `> From: …`: a field as clients quote it.
Line read_line(std::string_view line) {
    while (!line.empty() && (line.front() == '>' || line.front() == '*' || line.front() == ' ' ||
                             line.front() == '\t')) {
        line.remove_prefix(1);
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 12) {
        return {};
    }
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with('*')) {
        value.remove_prefix(1);
    }
    return {lower(trim(line.substr(0, colon))), trim(value)};
}

template <std::size_t n>
bool among(const std::string& name, const std::array<std::string_view, n>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// `Ina Heyer <ina@heyer.example>`, `Ina [mailto:ina@heyer.example]`, `ina@heyer.example`.
std::optional<Mailbox> read_mailbox(std::string_view value) {
    std::string plain(value);
    for (const std::string_view mark : {"[mailto:", "<mailto:"}) {
        if (const std::size_t at = lower(plain).find(mark); at != std::string::npos) {
            const std::size_t end = plain.find_first_of("]>", at);
            const std::size_t begin = at + mark.size();
            plain = plain.substr(0, at) + "<" + plain.substr(begin, end - begin) + ">";
        }
    }
    const auto list = parse_address_list(plain).mailboxes;
    return list.empty() || list.front().domain.empty() ? std::nullopt : std::optional(list.front());
}

struct Block {
    std::string_view from{};
    std::string_view subject{};
    std::size_t others = 0;
};

/// The fields around line `at`; Thunderbird puts Subject and Date above From.
Block read_block(const std::vector<std::string_view>& lines, std::size_t at) {
    Block block;
    const std::size_t first = at < 3 ? 0 : at - 3;
    const std::size_t last = std::min(at + block_lines, lines.size());
    for (std::size_t n = first; n < last; ++n) {
        const Line line = read_line(lines[n]);
        if (n > at && trim(lines[n]).empty()) {
            break; // the header ends
        }
        if (n == at) {
            block.from = line.value;
        } else if (among(line.name, other_names)) {
            ++block.others;
            if (among(line.name, subject_names) && block.subject.empty()) {
                block.subject = line.value;
            }
        }
    }
    return block;
}

bool drop_forward_mark(std::string_view& subject) {
    for (const auto mark : forward_marks) {
        if (equals_folded(subject.substr(0, mark.size()), mark)) {
            subject = trim(subject.substr(mark.size()));
            return true;
        }
    }
    return false;
}

void collect_mails(const MimePart& part, std::vector<const MimePart*>& out) {
    if (part.is("message/rfc822") && part.parts.size() == 1) {
        out.push_back(&part);
    } else if (part.is_multipart()) {
        for (const MimePart& child : part.parts) {
            collect_mails(child, out);
        }
    }
}

} // namespace

bool has_forward_mark(std::string_view subject) {
    std::string_view rest = trim(subject);
    return drop_forward_mark(rest);
}

std::string without_forward_marks(std::string_view subject) {
    std::string_view rest = trim(subject);
    while (drop_forward_mark(rest)) {
    }
    return std::string(rest);
}

std::optional<Forwarded> attached_original(std::string_view header, std::string_view body) {
    const MimeTree tree = parse_mime(header, body);
    std::vector<const MimePart*> mails;
    collect_mails(tree.root, mails);
    // One in base64 is against RFC 2046 section 5.2.1, and its bytes do not stand in this mail.
    if (mails.size() != 1 || mails.front()->encoding != TransferEncoding::identity) {
        return std::nullopt;
    }
    const MimePart& original = mails.front()->parts.front();
    const Message message = parse_message(original.header);
    if (message.from_count != 1 || message.from.size() != 1) {
        return std::nullopt;
    }
    return Forwarded{message.from.front(), message.subject, original.header, original.body};
}

std::optional<Forwarded> inline_original(std::string_view text) {
    const auto lines = lines_of(text);
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!among(read_line(lines[at]).name, from_names)) {
            continue;
        }
        const Block block = read_block(lines, at);
        const auto from = read_mailbox(block.from);
        if (from && block.others > 0) {
            return Forwarded{*from, one_line(block.subject), std::nullopt, {}};
        }
    }
    return std::nullopt;
}

} // namespace vorrang::mail
