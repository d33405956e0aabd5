#include "core/mail/machine-mail.hh"

#include "core/mail/address.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"

#include <algorithm>
#include <array>

namespace vorrang::mail {

namespace {

/// Senders that nobody reads, as the local part without `-`, `_` and `.`.
constexpr std::array<std::string_view, 6> deaf_senders = {
    "noreply", "donotreply", "neverreply", "noanswer", "keineantwort", "nepasrepondre"};

constexpr std::array<std::string_view, 6> list_fields = {
    "list-id", "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-archive"};

constexpr std::array<std::string_view, 5> reply_fields = {
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-auto-reply"};

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& set) {
    return std::find(set.begin(), set.end(), text) != set.end();
}

/// The first word of a value, lower-case, without comments and parameters.
std::string keyword(std::string_view value) {
    std::string word = parse_parameters(value).value;
    return word.substr(0, word.find(' '));
}

bool suppresses_replies(std::string_view value) {
    std::string text = lower(value) + ",";
    std::size_t at = 0;
    for (std::size_t end = text.find_first_of(",;"); end != std::string::npos;
         end = text.find_first_of(",;", at)) {
        const std::string_view word = trim(std::string_view(text).substr(at, end - at));
        if (word == "all" || word == "oof" || word == "autoreply") {
            return true;
        }
        at = end + 1;
    }
    return false;
}

std::string plain_local(std::string_view local) {
    std::string out = lower(local);
    out.erase(std::remove_if(
                  out.begin(), out.end(), [](char c) { return c == '-' || c == '_' || c == '.'; }),
              out.end());
    return out;
}

/// What single fields prove.
struct Marks {
    bool bounce = false;
    bool automatic = false;
    bool list = false;
};

void mark_sender(Marks& marks, std::string_view local) {
    const std::string name = plain_local(split_detail(local).base);
    marks.bounce = marks.bounce || name == "mailerdaemon";
    marks.automatic = marks.automatic || is_one_of(name, deaf_senders);
}

void mark_precedence(Marks& marks, std::string_view value) {
    const std::string word = keyword(value);
    marks.list = marks.list || word == "list" || word == "bulk";
    marks.automatic = marks.automatic || word == "junk" || word == "auto_reply";
}

void mark_content_type(Marks& marks, std::string_view value, bool null_sender) {
    const ParameterValue type = parse_parameters(value);
    if (type.value != "multipart/report") {
        return;
    }
    const std::string report = lower(type.parameter("report-type"));
    const bool delivery = report == "delivery-status" || report == "global-delivery-status" ||
                          (report.empty() && null_sender);
    (delivery ? marks.bounce : marks.automatic) = true;
}

void mark_field(Marks& marks, const HeaderField& field, bool null_sender) {
    const std::string name = lower(field.name);
    if (name == "auto-submitted") {
        const std::string word = keyword(field.value);
        marks.automatic = marks.automatic || (!word.empty() && word != "no");
    } else if (is_one_of(name, reply_fields)) {
        marks.automatic = marks.automatic || keyword(field.value) != "no";
    } else if (name == "x-auto-response-suppress") {
        marks.automatic = marks.automatic || suppresses_replies(field.value);
    } else if (name == "x-failed-recipients") {
        marks.bounce = true;
    } else if (name == "precedence" || name == "x-precedence") {
        mark_precedence(marks, field.value);
    } else if (name == "content-type") {
        mark_content_type(marks, field.value, null_sender);
    } else if (is_one_of(name, list_fields)) {
        marks.list = true;
    } else if (name == "from") {
        for (const Mailbox& mailbox : parse_address_list(field.value).mailboxes) {
            mark_sender(marks, mailbox.local);
        }
    }
}

} // namespace

std::string_view to_text(MachineKind kind) {
    switch (kind) {
    case MachineKind::automatic:
        return "auto";
    case MachineKind::bounce:
        return "bounce";
    case MachineKind::list:
        return "list";
    case MachineKind::none:
        break;
    }
    return "";
}

MachineKind machine_kind(std::string_view header, std::string_view envelope_sender) {
    Marks marks;
    marks.automatic = envelope_sender.empty();
    if (const auto sender = parse_path(envelope_sender)) {
        mark_sender(marks, sender->local);
    }
    for (const HeaderField& field :
         split_header(header.substr(0, header_bytes_limit), header_lines_limit)) {
        mark_field(marks, field, envelope_sender.empty());
    }
    if (marks.bounce) {
        return MachineKind::bounce;
    }
    if (marks.automatic) {
        return MachineKind::automatic;
    }
    return marks.list ? MachineKind::list : MachineKind::none;
}

} // namespace vorrang::mail
