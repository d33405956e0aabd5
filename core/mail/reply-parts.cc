#include "core/mail/reply-parts.hh"

#include "core/mail/header-writer.hh"
#include "core/mail/message.hh"
#include "core/mail/text-above.hh"
#include "core/mail/ticket-reference.hh"

#include <algorithm>
#include <array>
#include <vector>

namespace vorrang::mail {

namespace {

/// Mails in mails are only looked through so deep where each must be decoded first: every level
/// holds and reads the whole of what it contains, and quoted-printable does not shrink.
constexpr std::size_t decoded_limit = 4;

bool is_sealed(const MimePart& part) {
    return part.is("multipart/signed") || part.is("multipart/encrypted");
}

bool is_opaque(const MimePart& part) {
    return part.is("application/pkcs7-mime") || part.is("application/x-pkcs7-mime");
}

/// A command at the start of a line of bytes that cannot be parsed further.
bool mentions_command(std::string_view bytes) {
    constexpr std::array<std::string_view, 8> starts = {
        "\n#time ", "\n#note", "\n#close", "\n#open", "\n#wait", "\n#hold ", "\n#ask", "\n#use "};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) {
        return bytes.find(start) != std::string_view::npos;
    });
}

bool is_row(std::string_view header) {
    const auto fields = split_header(header);
    return find_field(fields, "X-Vorrang-Ticket").has_value() ||
           !row_prefixes(decode_header_text(find_field(fields, "Subject").value_or(""))).empty();
}

/// The header of an attached mail without what only the desk may see.
std::string clean_mail_header(std::string_view header, const CleanRules& rules) {
    HeaderWriter out;
    const bool row = is_row(header);
    bool rank_line = row; // the topmost Received of a row tells its rank
    for (const HeaderField& field : split_header(header)) {
        if (lower(field.name).starts_with("x-vorrang-")) {
            continue;
        }
        if (rank_line && field.is("received")) {
            rank_line = false;
            continue;
        }
        const std::string decoded = field.is("subject") ? decode_header_text(field.value) : "";
        const std::string raw = without_row_prefixes(field.raw);
        if (field.is("subject") && raw.size() == field.raw.size() &&
            !row_prefixes(decoded).empty()) {
            out.text("Subject", without_row_prefixes(decoded));
        } else if (!row || !field.is("reply-to")) { // a row's answers go to its ticket
            out.raw(without_secrets(raw, rules));
        }
    }
    return out.str();
}

/// The header as clean_mail_header() would leave it if nothing had to go.
std::string same_header(std::string_view header) {
    HeaderWriter out;
    for (const HeaderField& field : split_header(header)) {
        out.raw(field.raw);
    }
    return out.str();
}

void add_message_id(std::string_view header, std::vector<std::string>& out) {
    if (auto id = parse_message(header).message_id) {
        out.push_back(std::move(*id));
    }
}

void collect_message_ids(const MimePart& part, std::size_t decoded, std::vector<std::string>& out) {
    const bool mail = part.is("message/rfc822") || part.is("text/rfc822-headers");
    if (mail && part.parts.empty()) { // encoded, or only its header
        if (decoded >= decoded_limit) {
            return; // PartCleaner refuses it
        }
        const std::string content = part.content();
        const MailSplit split = split_mail(content);
        add_message_id(split.header, out);
        collect_message_ids(parse_mime(split.header, split.body).root, decoded + 1, out);
        return;
    }
    if (mail) {
        add_message_id(part.parts.front().header, out);
    }
    for (const MimePart& child : part.parts) {
        collect_message_ids(child, decoded, out);
    }
}

/// Collects what changes, in the order of the bytes.
class PartCleaner {
  public:
    /// `decoded`: in how many encoded mails this one lies.
    PartCleaner(const MimeTree& tree,
                std::string_view body,
                const CleanRules& rules,
                std::size_t decoded = 0)
        : body_(body)
        , rules_(rules)
        , own_(own_text(tree.root))
        , decoded_(decoded) {}

    Result<void> clean(const MimeTree& tree) {
        return tree.over_cap ? too_much() : clean(tree.root, false);
    }

    Result<void> clean(const MimePart& part, bool frozen) {
        frozen = frozen || is_sealed(part);
        if (part.is("message/rfc822") && !part.parts.empty()) {
            return attached_mail(part, frozen);
        }
        if (part.is_multipart()) {
            for (const MimePart& child : part.parts) {
                if (auto done = child_part(child, frozen); !done) {
                    return done;
                }
            }
            return {};
        }
        if (is_opaque(part)) {
            return opaque(part);
        }
        if (part.is("message/rfc822") || part.is("text/rfc822-headers")) {
            return encoded_mail(part, frozen);
        }
        return part.content_type.value.starts_with("text/") ? text(part, frozen) : Result<void>{};
    }

    std::string result() const {
        std::string out;
        std::size_t at = 0;
        for (const Edit& edit : edits_) {
            out.append(body_.substr(at, edit.begin - at)).append(edit.text);
            at = edit.end;
        }
        return out.append(body_.substr(at));
    }

  private:
    struct Edit {
        std::size_t begin;
        std::size_t end;
        std::string text;
    };

    void replace(std::string_view old, std::string text) {
        if (old == text) {
            return;
        }
        const auto begin = static_cast<std::size_t>(old.data() - body_.data());
        edits_.push_back({begin, begin + old.size(), std::move(text)});
    }

    /// A part's own header: file names and descriptions may repeat a row's subject.
    Result<void> child_part(const MimePart& part, bool frozen) {
        const std::string cleaned = without_row_prefixes(part.header);
        if (frozen && cleaned.size() != part.header.size()) {
            return refuse_signed("a row's subject");
        }
        if (!frozen && part.is("message/rfc822")) {
            replace(part.header, named_header(part, cleaned));
        } else if (!frozen) {
            replace(part.header, cleaned);
        }
        return clean(part, frozen);
    }

    /// An attached row is named after its subject, in whatever encoding: it gets a plain name.
    static std::string named_header(const MimePart& part, const std::string& cleaned) {
        const std::string content = part.parts.empty() ? part.content() : std::string();
        if (!is_row(part.parts.empty() ? split_mail(content).header : part.parts.front().header)) {
            return cleaned;
        }
        HeaderWriter out;
        out.plain("Content-Type", "message/rfc822; name=\"message.eml\"");
        out.plain("Content-Disposition",
                  part.attachment ? "attachment; filename=\"message.eml\"" : "inline");
        for (const HeaderField& field : split_header(part.header)) {
            if (field.is("content-transfer-encoding") || field.is("content-id")) {
                out.raw(field.raw);
            }
        }
        return out.str();
    }

    Result<void> attached_mail(const MimePart& part, bool frozen) {
        const MimePart& inner = part.parts.front();
        if (is_row(inner.header) && frozen) {
            return refuse_signed("a row");
        }
        std::string cleaned = clean_mail_header(inner.header, rules_);
        if (!frozen && cleaned != same_header(inner.header)) {
            replace(inner.header, std::move(cleaned));
        }
        return clean(inner, frozen || is_sealed(inner));
    }

    static Result<void> too_much() {
        return fail(ErrorCode::refused,
                    "the mail has more parts than can be looked through; nothing was sent",
                    "send it with fewer or less deeply nested attachments");
    }

    /// An attached mail in base64, or only its header: cleaned as a mail of its own.
    Result<void> encoded_mail(const MimePart& part, bool frozen) {
        if (decoded_ >= decoded_limit) {
            return too_much();
        }
        const std::string content = part.content();
        const MailSplit split = split_mail(content);
        if (frozen && is_row(split.header)) {
            return refuse_signed("a row");
        }
        const MimeTree tree = parse_mime(split.header, split.body);
        PartCleaner inside(tree, split.body, rules_, decoded_ + 1);
        if (auto done = inside.clean(tree); !done) {
            return done;
        }
        const std::string body = inside.result();
        const auto gap = content.substr(split.header.size(),
                                        content.size() - split.header.size() - split.body.size());
        const std::string cleaned = clean_mail_header(split.header, rules_);
        if (!frozen && (cleaned != same_header(split.header) || body != split.body)) {
            replace(part.body, encode_transfer(cleaned + gap + body, part.encoding));
        }
        return {};
    }

    static Result<void> opaque(const MimePart& part) {
        const std::string content = part.content();
        if (!row_prefixes(content).empty()) {
            return refuse_signed("a row's subject");
        }
        return mentions_command(content) ? Result<void>(refuse_signed("a # line")) : Result<void>{};
    }

    Result<void> text(const MimePart& part, bool frozen) {
        const bool wide = is_wide(part.charset());
        const std::string raw = part.content();
        const std::string content = wide ? charset_to_utf8(raw, part.charset()) : raw;
        CleanTask task;
        task.commands = &part == own_.plain || &part == own_.html;
        task.frozen = frozen || wide;
        const auto cleaned = part.is("text/html") ? clean_html(content, task, rules_)
                                                  : clean_plain(content, task, rules_);
        if (!cleaned) {
            return pass_on(cleaned);
        }
        if (!task.frozen && *cleaned != content) {
            replace(part.body, encode_transfer(*cleaned, part.encoding));
        }
        return {};
    }

    std::string_view body_;
    const CleanRules& rules_;
    OwnText own_;
    std::size_t decoded_;
    std::vector<Edit> edits_;
};

} // namespace

OwnText own_text(const MimePart& root) {
    const auto of_type = [](const MimePart& from, std::string_view type) {
        return find_part(from,
                         [&](const MimePart& part) { return part.is(type) && !part.attachment; });
    };
    OwnText own;
    own.plain = of_type(root, "text/plain");
    if (own.plain == nullptr) {
        own.html = of_type(root, "text/html");
        return own;
    }
    const MimePart* alternative = find_part(root, [&](const MimePart& part) {
        return part.is("multipart/alternative") && of_type(part, "text/plain") == own.plain;
    });
    own.html = alternative != nullptr ? of_type(*alternative, "text/html") : nullptr;
    return own;
}

std::vector<std::string> attached_message_ids(const MimeTree& tree) {
    std::vector<std::string> out;
    collect_message_ids(tree.root, 0, out);
    return out;
}

Result<std::string>
clean_parts(const MimeTree& tree, std::string_view body, const CleanRules& rules) {
    PartCleaner cleaner(tree, body, rules);
    if (auto done = cleaner.clean(tree); !done) {
        return pass_on(done);
    }
    return cleaner.result();
}

Result<void> can_clean_parts(const MimeTree& tree, std::string_view body, const CleanRules& rules) {
    return PartCleaner(tree, body, rules).clean(tree);
}

} // namespace vorrang::mail
