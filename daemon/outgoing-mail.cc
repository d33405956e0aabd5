#include "daemon/outgoing-mail.hh"

#include "core/mail/ticket-reference.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <numeric>

namespace vorrang {

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view key) {
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

/// The ticket's own address as envelope sender: a bounce comes back to the ticket (VERP).
std::string ticket_sender(const api::OutboxRow& row) {
    const auto* const channel = row.job.if_contains("channel");
    if (channel == nullptr || !channel->is_object()) {
        return {};
    }
    return mail::make_ticket_address(text_of(channel->get_object(), "address"),
                                     {row.ticket, text_of(row.job, "token")});
}

} // namespace

std::uint64_t OutgoingMail::size() const {
    return std::accumulate(pieces.begin(),
                           pieces.end(),
                           std::uint64_t{0},
                           [](std::uint64_t sum, const auto& piece) { return sum + piece.size(); });
}

Result<OutgoingMail> envelope_of(const api::OutboxRow& row) {
    OutgoingMail mail;
    const auto* const recipients = row.job.if_contains("recipients");
    if (recipients != nullptr && recipients->is_array()) {
        for (const auto& one : recipients->get_array()) {
            if (one.is_string()) {
                mail.recipients.emplace_back(one.get_string());
            }
        }
    }
    if (mail.recipients.empty()) {
        return fail(ErrorCode::data, "the mail has no recipients");
    }
    if (row.kind != "confirmation" && row.kind != "alert") {
        mail.sender = ticket_sender(row);
    }
    return mail;
}

std::string outbox_mark(const api::OutboxRow& row) {
    return fmt::format("X-Vorrang-Outbox: {} {}\r\n", row.id, row.attempt);
}

awaitable<Result<std::string>> PiecesSource::next() {
    while (at_ < pieces_.size() && pieces_[at_].empty()) {
        ++at_;
    }
    co_return at_ < pieces_.size() ? std::move(pieces_[at_++]) : std::string();
}

} // namespace vorrang
