// A mail cut into its parts, and the text that a person would read. The input is a whole mail.
#include "core/mail/mime-tree.hh"

#include "core/mail/body-text.hh"
#include "core/mail/clean-text.hh"
#include "tests/fuzz/target.hh"

using namespace vorrang::mail;

namespace {

struct Walk {
    std::string_view body;
    std::size_t parts = 0;

    void part(const MimePart& one, std::size_t depth) {
        VORRANG_CLAIM(depth <= mime_depth_limit + 1 && parts <= mime_parts_limit + 1);
        const char* end = one.body.data() + one.body.size();
        VORRANG_CLAIM(one.body.data() >= body.data() && end <= body.data() + body.size());
        // base64 and quoted-printable only shrink.
        VORRANG_CLAIM(one.content().size() <= one.body.size() + 2);
        const char* at = one.body.data();
        for (const MimePart& child : one.parts) {
            ++parts;
            VORRANG_CLAIM(child.header.data() >= at);
            at = child.body.data() + child.body.size();
            VORRANG_CLAIM(at <= end + 2); // an empty one lies behind the line end of its parent
            part(child, depth + 1);
        }
    }
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MailSplit mail = split_mail(vorrang::fuzz::text_of(data, size));
    const MimeTree tree = parse_mime(mail.header, mail.body);
    Walk{mail.body}.part(tree.root, 0);
    const std::string text = body_text(mail.header, mail.body);
    VORRANG_CLAIM(text.size() <= body_text_limit && is_utf8(text));
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        VORRANG_CLAIM(c == '\n' || c == '\t' || (c >= 0x20 && (c < 0x7F || c >= 0xA0)));
    }
    return 0;
}
