#include "milter/enquiry.hh"

#include "core/mail/body-text.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/forwarded.hh"
#include "milter/booked-time.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang::milter {

namespace {

/// Lines that mean something for a ticket that is only being opened.
constexpr std::array<std::string_view, 7> opening_words = {
    "for", "time", "bill", "prio", "tag", "customer", "project"};

struct Whole {
    std::string header;
    std::string body;
};

Result<Whole> whole_mail(const mail::RawMail& raw) {
    auto header = raw.header(0, raw.header_size());
    auto body = raw.body(0, raw.body_size());
    if (!header || !body) {
        return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    return Whole{std::move(*header), std::move(*body)};
}

/// `user=domain` of `new+user=domain@`. The last = counts: a local part may hold one.
std::optional<api::Caller> caller_of_detail(std::string_view detail) {
    const std::size_t at = detail.rfind('=');
    const auto mailbox = mail::parse_path(
        fmt::format("{}@{}", detail.substr(0, at), detail.substr(std::min(at + 1, detail.size()))));
    return mailbox ? std::optional(api::Caller{mailbox->key(), "", std::nullopt}) : std::nullopt;
}

std::optional<Recipient> recipient_for_caller(const Envelope& envelope) {
    for (const auto& recipient : envelope.recipients) {
        if (recipient.kind == RecipientKind::on_behalf) {
            return recipient;
        }
    }
    return std::nullopt;
}

Result<void> check_lines(const mail::AgentLines& lines) {
    for (const auto& line : lines.lines) {
        if (std::find(opening_words.begin(), opening_words.end(), line.word) ==
            opening_words.end()) {
            return fail(ErrorCode::refused,
                        fmt::format("line {}: #{} is for a ticket that is there; nothing was sent",
                                    line.number,
                                    line.word));
        }
    }
    return {};
}

void take_lines(const mail::AgentLines& lines, api::EnquiryFacts& facts) {
    for (const auto& line : lines.lines) {
        facts.lines.emplace_back(line.word, line.args);
    }
    facts.time = booked_time(lines);
}

Result<std::optional<Enquiry>> for_caller(Enquiry enquiry, const Recipient& recipient) {
    if (recipient.phone) {
        enquiry.facts.customer.phone = recipient.caller;
        enquiry.facts.source = "phone";
        return std::optional(std::move(enquiry));
    }
    const auto caller = caller_of_detail(recipient.caller);
    if (!caller) {
        return fail(ErrorCode::refused,
                    fmt::format("{} names no address; write it as new+user=domain@…; nothing was "
                                "sent",
                                recipient.address));
    }
    enquiry.facts.customer = *caller;
    return std::optional(std::move(enquiry));
}

Result<std::optional<Enquiry>> for_line(Enquiry enquiry, const mail::AgentLine& line) {
    const auto mailbox = mail::parse_path(line.args);
    if (!mailbox) {
        return fail(ErrorCode::refused,
                    fmt::format("line {}: #for needs one address, such as #for name@firm.example; "
                                "nothing was sent",
                                line.number));
    }
    enquiry.facts.customer = {mailbox->key(), "", std::nullopt};
    return std::optional(std::move(enquiry));
}

Result<std::optional<Enquiry>> for_forwarded(Enquiry enquiry, const Whole& whole) {
    const bool marked = mail::has_forward_mark(enquiry.facts.mail.subject);
    auto original = mail::attached_original(whole.header, whole.body);
    const bool attached = original.has_value();
    if (!original && marked) {
        original = mail::inline_original(mail::body_text(whole.header, whole.body));
    }
    if (!original) {
        if (marked) {
            return fail(ErrorCode::refused,
                        "the forwarded mail does not say who wrote it; write #for "
                        "name@firm.example on top; nothing was sent");
        }
        return std::optional<Enquiry>();
    }
    enquiry.facts.customer = {original->from.key(), original->from.display, std::nullopt};
    enquiry.facts.source = "forward";
    if (attached) {
        enquiry.original.emplace(*original->header, original->body);
    }
    enquiry.facts.mail.subject = original->subject.empty()
                                     ? mail::without_forward_marks(enquiry.facts.mail.subject)
                                     : original->subject;
    return std::optional(std::move(enquiry));
}

} // namespace

Result<std::optional<Enquiry>> read_enquiry(const AgentMail& mail) {
    const auto whole = whole_mail(mail.raw);
    if (!whole) {
        return pass_on(whole);
    }
    const auto domains = mail.directory.domains();
    Enquiry enquiry{.facts = {.mail = mail.facts, .customer = {}, .source = "mail"},
                    .spool_directory = mail.settings.spool_directory,
                    .view_host = mail.settings.hostname,
                    .desk_domains = {domains.begin(), domains.end()},
                    .numbers = mail.directory.numbers()};
    const auto lines = mail::read_reply(whole->header, whole->body);
    const auto recipient = recipient_for_caller(mail.envelope);
    if (!lines) {
        return pass_on(lines);
    }
    const auto* const named = lines->find("for");
    if (recipient || named != nullptr || !lines->lines.empty()) {
        if (const auto good = check_lines(*lines); !good) {
            return pass_on(good);
        }
    }
    take_lines(*lines, enquiry.facts);
    if (recipient) {
        return for_caller(std::move(enquiry), *recipient);
    }
    return named != nullptr ? for_line(std::move(enquiry), *named)
                            : for_forwarded(std::move(enquiry), *whole);
}

} // namespace vorrang::milter
