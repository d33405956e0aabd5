#include "core/api/mail-facts.hh"

#include "core/mail/clean-text.hh"
#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/machine-mail.hh"
#include "core/mail/retry-key.hh"
#include "core/mail/shown-header.hh"
#include "core/mail/ticket-reference.hh"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace vorrang::api {

namespace {

void add_participants(const std::vector<mail::Mailbox>& mailboxes,
                      bool cc,
                      std::span<const std::string> desk_domains,
                      std::vector<Participant>& out) {
    for (const auto& mailbox : mailboxes) {
        const bool ours = std::find(desk_domains.begin(), desk_domains.end(), mailbox.domain) !=
                          desk_domains.end();
        if (out.size() >= mail::address_limit || mailbox.empty() || ours) {
            continue;
        }
        out.push_back({mailbox.key(), mailbox.display, cc});
    }
}

void read_header(const mail::Message& message,
                 std::span<const std::string> desk_domains,
                 IntakeFacts& facts) {
    if (!message.from.empty()) {
        facts.from = message.from.front().key();
        facts.from_name = message.from.front().display;
    }
    facts.from_count = message.from_count;
    facts.subject = message.subject;
    facts.subject_raw = message.subject_raw;
    facts.tags = mail::subject_tags(message.subject);
    facts.message_id = message.message_id;
    facts.references = message.answered_ids();
    add_participants(message.to, false, desk_domains, facts.participants);
    add_participants(message.cc, true, desk_domains, facts.participants);
    for (const auto& mailbox : message.reply_to) {
        facts.reply_to.push_back({mailbox.key(), mailbox.display});
    }
}

void read_sizes(const mail::RawMail& raw, std::string_view header, IntakeFacts& facts) {
    facts.size = raw.stored_size();
    facts.body_size = raw.body_size();
    const auto shown = [&](mail::ShownIn view) {
        const auto base = mail::base_header(header, facts.fallback_message_id, view);
        return mail::shown_size(base.size(), raw.body_size());
    };
    facts.shown_size = shown(mail::ShownIn::row);
    facts.thread_size = shown(mail::ShownIn::conversation);
}

/// Made of the mail alone, so that a retry and every reader of the stored mail give the same.
std::string fallback_message_id(const std::string& retry_key, const std::string& hostname) {
    constexpr std::size_t length = 32;
    return fmt::format("<{}@{}>", retry_key.substr(0, length), hostname);
}

/// A report is small; of a mail that is returned whole behind it the beginning is enough.
constexpr std::size_t report_limit = std::size_t{1} << 20;
constexpr std::size_t diagnostic_limit = 500;

Result<std::optional<BounceFact>> read_bounce(const mail::RawMail& raw, std::string_view header) {
    const auto body = raw.body(0, report_limit);
    if (!body) {
        return pass_on(body);
    }
    const auto report = mail::bounce_report(header, *body);
    BounceFact bounce{.message_id = report.original_message_id, .failed = {}};
    for (const auto& one : report.recipients) {
        if (one.action == "failed") {
            bounce.failed.push_back(
                {one.address,
                 one.status,
                 std::string(mail::cut_utf8(one.diagnostic, diagnostic_limit))});
        }
    }
    return std::optional(std::move(bounce));
}

/// With CRLF as line ends; a bare CR stays.
std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n' && (at == 0 || text[at - 1] != '\r')) {
            out += '\r';
        }
        out += text[at];
    }
    return out;
}

} // namespace

Result<IntakeFacts> facts_of_mail(const mail::RawMail& raw,
                                  const MailOrigin& origin,
                                  std::span<const std::string> desk_domains,
                                  mail::Message* message) {
    const auto header = raw.header(0, raw.header_size());
    if (!header) {
        return pass_on(header);
    }
    const auto key = mail::retry_key(raw,
                                     {.envelope_sender = origin.sender,
                                      .hostname = origin.hostname,
                                      .queue_id = origin.queue_id});
    if (!key) {
        return pass_on(key);
    }
    auto parsed = mail::parse_message(*header);
    IntakeFacts facts;
    facts.retry_key = key->hex;
    facts.retry_seconds = key->seconds();
    facts.fallback_message_id = fallback_message_id(key->hex, origin.view_host);
    read_header(parsed, desk_domains, facts);
    read_sizes(raw, *header, facts);
    const auto machine = mail::machine_kind(*header, origin.sender);
    facts.machine = mail::to_text(machine);
    if (machine == mail::MachineKind::bounce) {
        auto bounce = read_bounce(raw, *header);
        if (!bounce) {
            return pass_on(bounce);
        }
        facts.bounce = std::move(*bounce);
    }
    facts.new_token = mail::new_token();
    facts.new_note_token = mail::new_token();
    if (message != nullptr) {
        *message = std::move(parsed);
    }
    return facts;
}

std::vector<std::pair<std::string, std::vector<std::string>>>
header_values(std::string_view header, std::span<const std::string> names) {
    constexpr std::size_t values_limit = 5;
    constexpr std::size_t value_limit = 1000;
    std::vector<std::pair<std::string, std::vector<std::string>>> out;
    for (const auto& field : mail::split_header(header, mail::header_lines_limit)) {
        std::string name = mail::lower(field.name);
        if (name.empty() ||
            (!names.empty() && std::find(names.begin(), names.end(), name) == names.end())) {
            continue;
        }
        auto found = std::find_if(
            out.begin(), out.end(), [&](const auto& one) { return one.first == name; });
        if (found == out.end()) {
            out.emplace_back(std::move(name), std::vector<std::string>());
            found = std::prev(out.end());
        }
        if (found->second.size() < values_limit) {
            const std::string text = mail::one_line(mail::decode_header_text(field.value));
            found->second.emplace_back(mail::cut_utf8(text, value_limit));
        }
    }
    return out;
}

Result<mail::RawMail>
raw_mail_of(std::string_view header, std::string_view body, const std::string& spool_directory) {
    mail::RawMail raw(spool_directory);
    for (const auto& field : mail::split_header(header)) {
        if (field.name.empty()) {
            continue; // an mbox's "From " line, or no field at all
        }
        if (const auto added = raw.add_header(field.name, field.value); !added) {
            return pass_on(added);
        }
    }
    raw.end_of_headers();
    if (const auto added = raw.add_body(with_crlf(body)); !added) {
        return pass_on(added);
    }
    return raw;
}

} // namespace vorrang::api
