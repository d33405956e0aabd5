// What an SMTP server answers, and the mail that it is given.
#include "daemon/smtp-data.hh"
#include "daemon/smtp-reply.hh"
#include "tests/fuzz/target.hh"

#include <string>

using namespace vorrang;

namespace {

void check_reply(std::string_view text) {
    SmtpReplyParser parser;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto state = parser.feed(line);
        if (state == SmtpReplyParser::State::more) {
            continue;
        }
        const SmtpReply reply = parser.take();
        VORRANG_CLAIM(reply.code >= 0 && reply.code <= 999 && reply.text.size() <= 4096);
        VORRANG_CLAIM(!(reply.positive() && reply.temporary()));
        (void)ehlo_extension(reply, "PIPELINING");
        const std::string id = queue_id_of(reply.text);
        VORRANG_CLAIM(std::all_of(
            id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0; }));
        if (state == SmtpReplyParser::State::broken) {
            return;
        }
    }
}

/// The one end that a server may find is our own.
void check_data(std::string_view text) {
    SmtpData whole;
    SmtpData pieces;
    const auto sent = whole.feed(text);
    const auto first = pieces.feed(text.substr(0, text.size() / 2));
    const auto second = first ? pieces.feed(text.substr(text.size() / 2)) : first;
    VORRANG_CLAIM(sent.has_value() == second.has_value());
    const auto end = whole.finish();
    if (!sent || !end) {
        return;
    }
    VORRANG_CLAIM(*sent == *first + *second);
    const std::string all = *sent + *end;
    VORRANG_CLAIM(all.size() <= 2 * text.size() + 5);
    VORRANG_CLAIM(("\r\n" + all).find("\r\n.\r\n") == all.size() - 3);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check_reply(text);
    check_data(text);
    return 0;
}
