#include "core/mail/compose-ask.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/html-text.hh"
#include "core/mail/multipart.hh"
#include "core/mail/own-words.hh"
#include "core/mail/reply-parts.hh"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace vorrang::mail {

namespace {

constexpr std::string_view pgp_begin = "-----BEGIN PGP SIGNED MESSAGE-----";

/// A text that is shown with the mail and not as a file.
bool is_inline_text(const MimePart& part) {
    const auto fields = split_header(part.header);
    const auto disposition =
        parse_parameters(find_field(fields, "Content-Disposition").value_or(""));
    const bool named = !disposition.parameter("filename").empty() ||
                       !disposition.parameter("filename*").empty() ||
                       !part.content_type.parameter("name").empty();
    return (part.is("text/plain") || part.is("text/html")) && !part.attachment && !named;
}

/// Chooses from an agent's mail what goes along with his question.
class Companions {
  public:
    explicit Companions(const MimeTree& tree)
        : own_(own_text(tree.root)) {
        if (own_.html != nullptr) {
            const std::string html = charset_to_utf8(own_.html->content(), own_.html->charset());
            html_ = before_html_quote(html);
        }
        look(tree.root);
    }

    [[nodiscard]] const std::vector<const MimePart*>& files() const { return files_; }

    /// Texts beside his own: what Apple Mail writes below a file, what a list adds.
    [[nodiscard]] const std::vector<const MimePart*>& texts() const { return texts_; }

  private:
    void look(const MimePart& part) {
        if (&part == own_.plain || &part == own_.html) {
            return;
        }
        const bool whole = part.is("multipart/signed") || part.is("multipart/encrypted");
        if (part.is_multipart() && !whole) {
            for (const MimePart& child : part.parts) {
                look(child);
            }
        } else if (is_inline_text(part)) {
            texts_.push_back(&part);
        } else if (!is_picture_of_the_quote(part)) {
            files_.push_back(&part);
        }
    }

    [[nodiscard]] bool is_picture_of_the_quote(const MimePart& part) const {
        const auto fields = split_header(part.header);
        std::string_view id = trim(find_field(fields, "Content-ID").value_or(""));
        if (part.attachment || id.size() < 3 || own_.html == nullptr) {
            return false;
        }
        id = id.substr(1, id.size() - 2); // without its angle brackets
        return html_.find(fmt::format("cid:{}", id)) == std::string::npos;
    }

    OwnText own_;
    std::string html_; ///< without the quote
    std::vector<const MimePart*> files_;
    std::vector<const MimePart*> texts_;
};

std::string raw_part(const MimePart& part) {
    std::string out(part.header);
    if (!out.empty() && !out.ends_with('\n')) {
        out += "\r\n";
    }
    return out.append("\r\n").append(part.body);
}

} // namespace

std::string question_of(const AgentLines& lines) {
    std::string out;
    for (const std::string& args : lines.args_of("ask")) {
        out += args + "\n";
    }
    return out + lines.own;
}

Result<void> check_ask(const MimeTree& tree, const AgentLines& lines) {
    if (question_of(lines).empty() && !lines.has("use") && !lines.has("kb")) {
        return fail(ErrorCode::refused,
                    "#ask needs a question below it; nothing was sent",
                    "write it below #ask, above the quote");
    }
    if (lines.text.find(pgp_begin) != std::string::npos) {
        return refuse_signed("#ask");
    }
    const Companions companions(tree);
    for (const MimePart* text : companions.texts()) {
        const std::string content = charset_to_utf8(text->content(), text->charset());
        if (has_own_words(text->is("text/html") ? readable_html(before_html_quote(content))
                                                : content)) {
            return fail(ErrorCode::refused,
                        "#ask sends the first text of a mail only, and this mail has another one "
                        "behind a file; send it as an ordinary reply; nothing was sent");
        }
    }
    return {};
}

MailContent ask_content(const MimeTree& tree, std::string_view text, const std::string& boundary) {
    MailContent out = text_and_html(text, boundary + ".a=");
    const Companions companions(tree);
    if (!companions.files().empty()) {
        std::vector<std::string> parts = {out.fields + "\r\n" + out.body};
        for (const MimePart* file : companions.files()) {
            parts.push_back(raw_part(*file));
        }
        out = multipart("mixed", parts, boundary + ".m=");
    }
    out.fields.insert(0, "MIME-Version: 1.0\r\n");
    return out;
}

} // namespace vorrang::mail
