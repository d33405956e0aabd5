#include "core/mail/message.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>
#include <unordered_set>

namespace vorrang::mail {

namespace {

/// RFC 5322's line limit: a longer id is none.
constexpr std::size_t id_limit = 998;

std::string clean_id(std::string_view inside) {
    std::string out = "<";
    for (const char c : one_line(guess_utf8(inside))) {
        if (c != ' ') {
            out += c;
        }
    }
    return out + ">";
}

void add_addresses(std::string_view value, std::vector<Mailbox>& out, bool& over_cap) {
    AddressList list = parse_address_list(value);
    over_cap = over_cap || list.over_cap;
    for (Mailbox& mailbox : list.mailboxes) {
        if (out.size() >= address_limit) {
            over_cap = true;
            return;
        }
        out.push_back(std::move(mailbox));
    }
}

/// Collects what the fields say; the first of a repeated field counts, but lists add up.
class MessageReader {
  public:
    explicit MessageReader(Message& message)
        : message_(message) {}

    void field(const HeaderField& field) {
        const std::string name = lower(field.name);
        if (name == "from") {
            from(field.value);
        } else if (name == "to") {
            add_addresses(field.value, message_.to, message_.over_cap);
        } else if (name == "cc") {
            add_addresses(field.value, message_.cc, message_.over_cap);
        } else if (name == "reply-to") {
            add_addresses(field.value, message_.reply_to, message_.over_cap);
        } else if (name == "sender") {
            sender(field.value);
        } else if (name == "references") {
            ids(field.value, message_.references);
        } else if (name == "in-reply-to") {
            ids(field.value, message_.in_reply_to);
        } else {
            single(name, field.value);
        }
    }

    void finish() {
        // Two From fields are two claims, even if one of them cannot be read.
        if (from_fields_ > 1) {
            message_.from_count = std::max(message_.from_count, from_fields_);
        }
    }

  private:
    void from(std::string_view value) {
        ++from_fields_;
        AddressList list = parse_address_list(value);
        message_.over_cap = message_.over_cap || list.over_cap;
        message_.from_count += list.mailboxes.size();
        for (Mailbox& mailbox : list.mailboxes) {
            if (message_.from.size() < address_limit) {
                message_.from.push_back(std::move(mailbox));
            }
        }
    }

    void sender(std::string_view value) {
        AddressList list = parse_address_list(value);
        if (!message_.sender && !list.mailboxes.empty()) {
            message_.sender = std::move(list.mailboxes.front());
        }
    }

    void ids(std::string_view value, std::vector<std::string>& out) {
        for (std::string& id : message_ids(value, reference_limit)) {
            out.push_back(std::move(id));
        }
        if (out.size() > reference_limit) {
            out.erase(out.begin(), out.end() - reference_limit);
            message_.over_cap = true;
        }
    }

    void single(const std::string& name, std::string_view value) {
        if (name == "subject" && !has_subject_) {
            has_subject_ = true;
            message_.subject = decode_header_text(value);
            message_.subject_raw = one_line(guess_utf8(unfold(value)));
        } else if (name == "message-id" && !message_.message_id) {
            message_id(value);
        } else if (name == "date" && !message_.date) {
            message_.date = parse_date(value);
        }
    }

    void message_id(std::string_view value) {
        const auto found = message_ids(value, 1);
        const std::string bare = unfold(value);
        if (!found.empty()) {
            message_.message_id = found.front();
        } else if (bare.find('@') != std::string::npos && bare.size() < id_limit &&
                   bare.find_first_of("<> ") == std::string::npos) {
            message_.message_id = clean_id(bare);
        }
    }

    Message& message_;
    std::size_t from_fields_ = 0;
    bool has_subject_ = false;
};

} // namespace

std::vector<std::string> Message::answered_ids() const {
    std::vector<std::string> out;
    std::unordered_set<std::string_view> seen;
    const auto add = [&](const std::string& id) {
        if (out.size() < reference_limit && seen.insert(id).second) {
            out.push_back(id);
        }
    };
    std::for_each(in_reply_to.begin(), in_reply_to.end(), add);
    std::for_each(references.rbegin(), references.rend(), add);
    return out;
}

std::vector<std::string> message_ids(std::string_view value, std::size_t limit) {
    std::vector<std::string> out;
    std::size_t end = value.size();
    while (out.size() < limit && end > 0) {
        const std::size_t close = value.rfind('>', end - 1);
        if (close == std::string_view::npos || close == 0) {
            break;
        }
        const std::size_t open = value.find_last_of("<>", close - 1);
        if (open == std::string_view::npos) {
            break;
        }
        end = value[open] == '<' ? open : open + 1;
        const std::string_view inside = value.substr(open + 1, close - open - 1);
        if (value[open] == '<' && !trim(inside).empty() && inside.size() <= id_limit) {
            out.push_back(clean_id(inside));
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

Message parse_message(std::string_view header) {
    Message message;
    message.over_cap = header.size() > header_bytes_limit;
    const auto fields = split_header(header.substr(0, header_bytes_limit));
    MessageReader reader(message);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        // A second From must not hide beyond the cap.
        if (i < header_lines_limit || fields[i].is("from")) {
            reader.field(fields[i]);
        }
    }
    reader.finish();
    message.over_cap = message.over_cap || fields.size() > header_lines_limit;
    return message;
}

Result<Message> parse_message(const RawMail& mail) {
    auto header = mail.header(0, header_bytes_limit + 1);
    if (!header) {
        return pass_on(header);
    }
    return parse_message(*header);
}

} // namespace vorrang::mail
