#include "milter/channel-match.hh"

#include "core/mail/address.hh"
#include "core/mail/header-fields.hh"

#include <algorithm>
#include <charconv>

namespace vorrang::milter {

namespace {

bool contains(std::span<const std::string> list, const std::string& address) {
    return std::find(list.begin(), list.end(), address) != list.end();
}

/// The address without its extension: `support+x@desk.example` is `support@desk.example`.
std::string bare_address(const mail::Mailbox& mailbox) {
    mail::Mailbox bare = mailbox;
    bare.local = mail::split_detail(mailbox.local).base;
    return bare.key();
}

/// `new+user=domain@` and `phone+NUMBER@`: the ticket is opened for a caller.
bool name_caller(const mail::Mailbox& mailbox, Recipient& recipient) {
    const auto parts = mail::split_detail(mailbox.local);
    const std::string base = mail::lower(parts.base);
    if (!parts.detail) {
        return false;
    }
    recipient.caller = *parts.detail;
    recipient.phone = base == "phone" && recipient.caller.find('=') == std::string::npos;
    return recipient.phone ||
           ((base == "new" || base == "phone") && recipient.caller.find('=') != std::string::npos);
}

/// `log+4815@` and `log+4815.TOKEN@`; without a token the number has "".
std::optional<mail::TicketToken> log_ticket(const mail::Mailbox& mailbox) {
    const auto parts = mail::split_detail(mailbox.local);
    if (!parts.detail || mail::lower(parts.base) != "log") {
        return std::nullopt;
    }
    const std::string detail = mail::lower(*parts.detail);
    const std::size_t dot = std::min(detail.find('.'), detail.size());
    mail::TicketToken named;
    const auto [end, error] = std::from_chars(detail.data(), detail.data() + dot, named.ticket);
    named.token = detail.substr(std::min(dot + 1, detail.size()));
    const bool good = error == std::errc() && end == detail.data() + dot && named.ticket > 0 &&
                      (dot == detail.size() || mail::is_token(named.token));
    return good ? std::optional(named) : std::nullopt;
}

void match_local_part(const Directory& directory,
                      std::span<const std::string> aliases,
                      const mail::Mailbox& mailbox,
                      Recipient& recipient) {
    const auto ticket = mail::ticket_address(mailbox, directory.ticket_domains());
    if (ticket && ticket->note) {
        recipient.kind = RecipientKind::note;
        recipient.ticket = ticket->token;
        return;
    }
    const std::string bare = bare_address(mailbox);
    const auto* channel = directory.channel(bare);
    if (channel != nullptr && (ticket || channel->takes_mail())) {
        recipient.kind = ticket ? RecipientKind::ticket : RecipientKind::channel;
        recipient.channel = channel->address;
        recipient.internal = channel->internal;
        if (ticket) {
            recipient.ticket = ticket->token;
        }
    } else if (contains(aliases, recipient.address) || contains(aliases, bare)) {
        recipient.kind = RecipientKind::alias;
    } else if (channel != nullptr || !directory.is_desk_domain(mailbox.domain)) {
        const bool looks_on = channel != nullptr && channel->intake == api::IntakeMode::observe;
        recipient.observed = looks_on ? channel->address : "";
    } else if (auto named = log_ticket(mailbox)) {
        recipient.kind = RecipientKind::log;
        recipient.ticket = std::move(named);
    } else if (name_caller(mailbox, recipient)) {
        recipient.kind = RecipientKind::on_behalf;
    } else if (mail::lower(mailbox.local) == "desk") {
        recipient.kind = RecipientKind::desk;
    } else {
        recipient.kind = RecipientKind::unknown;
    }
}

} // namespace

Recipient match_recipient(const Directory& directory,
                          std::span<const std::string> aliases,
                          std::string_view as_given) {
    Recipient recipient;
    recipient.as_given = as_given;
    const auto mailbox = mail::parse_path(as_given);
    if (!mailbox) {
        return recipient;
    }
    recipient.address = mailbox->key();
    const auto domains = directory.ticket_domains();
    if (std::find(domains.begin(), domains.end(), mailbox->domain) != domains.end()) {
        match_local_part(directory, aliases, *mailbox, recipient);
    } else if (contains(aliases, recipient.address) || contains(aliases, bare_address(*mailbox))) {
        recipient.kind = RecipientKind::alias;
    }
    return recipient;
}

} // namespace vorrang::milter
