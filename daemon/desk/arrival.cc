#include "daemon/desk/arrival.hh"

#include "core/api/mail-facts.hh"
#include "core/api/mailbox.hh"
#include "core/api/number-search.hh"
#include "core/api/outbox.hh"
#include "core/log.hh"
#include "core/mail/header-fields.hh"
#include "daemon/spawn.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace vorrang::desk {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr int attempts = 3; // two agents who act on the same tickets may collide in their locks

/// A mail that is to become a ticket.
struct Dragged {
    const mail::RawMail* raw = nullptr;
    json::object facts{};
    std::int64_t number = 0;
};

Result<json::object> read_facts(const mail::RawMail& raw,
                                const mail::NumberSearch& search,
                                const std::string& hostname) {
    const auto header = raw.header(0, raw.header_size());
    if (!header) {
        return pass_on(header);
    }
    // Its envelope is lost. An empty sender would make a bounce of it.
    const auto message = mail::parse_message(*header);
    const std::string sender = message.from.empty() ? "" : message.from.front().key();
    auto facts = api::facts_of_mail(raw, {.sender = sender, .view_host = hostname}, {});
    if (!facts) {
        return pass_on(facts);
    }
    const auto read = api::read_numbers(raw, search, *facts);
    return read ? Result<json::object>(api::to_json(*facts)) : pass_on(read);
}

awaitable<Result<Dragged>> prepare(Exchange x, const mail::RawMail* raw) {
    Dragged dragged{.raw = raw};
    const auto search = co_await x.desk->sessions.run(api::number_search());
    if (!search) {
        co_return pass_on(search);
    }
    auto work = [raw, &search, hostname = x.desk->hostname] {
        return read_facts(*raw, *search, hostname);
    };
    auto facts = co_await in_pool(&x.desk->pool, std::move(work));
    if (!facts) {
        co_return pass_on(facts);
    }
    dragged.facts = std::move(*facts);
    // In a transaction of its own: while ours lasts, no mail that comes in may wait for a number.
    const auto number = co_await x.desk->sessions.run(api::next_ticket_number());
    if (!number) {
        co_return pass_on(number);
    }
    dragged.number = *number;
    co_return dragged;
}

awaitable<Result<void>>
add_chunks(PgSession* session, std::int64_t message, const mail::RawMail* raw) {
    for (std::size_t n = 1; n < raw->header_chunks() + raw->body_chunks(); ++n) {
        const bool in_header = n < raw->header_chunks();
        const auto at = static_cast<int>(in_header ? n : n - raw->header_chunks());
        if (at == 0) {
            continue; // the body's first went with desk_take
        }
        const auto chunk =
            in_header ? raw->header_chunk(n) : raw->body_chunk(static_cast<std::size_t>(at));
        if (!chunk) {
            co_return pass_on(chunk);
        }
        const auto added =
            co_await session->run(api::message_add_chunk(message, in_header ? 0 : 1, at, *chunk));
        if (!added) {
            co_return pass_on(added);
        }
    }
    co_return Result<void>{};
}

/// The mail in the form in which desk_append is told of it; empty for an agent's own copy of what
/// he sent, which is kept and moves nothing.
awaitable<Result<json::object>> take(Exchange x, PgSession* session, const Dragged* mail) {
    const auto header = mail->raw->header_chunk(0);
    const auto body = mail->raw->body_chunk(0);
    if (!header || !body) {
        co_return tl::unexpected<Error>(!header ? header.error() : body.error());
    }
    const auto taken = co_await session->run(api::desk_take(
        x.agent(), x.argument(1), mail->facts, mail->number, *header, *body, x.now()));
    if (!taken) {
        co_return pass_on(taken);
    }
    if (taken->is_new) {
        const auto added = co_await add_chunks(session, taken->message, mail->raw);
        if (!added) {
            co_return pass_on(added);
        }
    }
    log::info("drag.stored",
              {{"ticket", taken->ticket},
               {"message", taken->message},
               {"message_id", taken->known_id},
               {"outcome", taken->is_new ? "new" : "known"},
               {"agent", x.seat->key}});
    if (taken->known_id.empty()) {
        co_return json::object();
    }
    co_return json::object{{"ticket", taken->ticket}, {"message_id", taken->known_id}};
}

/// One transaction: every mail's ticket, then the move of all their rows.
awaitable<Result<api::DeskTarget>>
store(Exchange x, const std::vector<ArrivedMail>* mails, const std::vector<Dragged>* dragged) {
    auto session = co_await x.desk->sessions.lend();
    if (!session) {
        co_return pass_on(session);
    }
    if (const auto begun = co_await (*session)->begin(); !begun) {
        co_return pass_on(begun);
    }
    json::array rows;
    auto next = dragged->begin();
    for (const auto& mail : *mails) {
        if (!mail.raw) {
            rows.push_back(mail.own);
            continue;
        }
        auto row = co_await take(x, &**session, &*next++);
        if (!row) {
            co_return pass_on(row);
        }
        if (!row->empty()) {
            rows.push_back(std::move(*row));
        }
    }
    auto target = co_await (*session)->run(
        api::desk_append(x.agent(), x.argument(0), x.argument(1), rows, x.now()));
    if (!target) {
        co_return target;
    }
    if (const auto done = co_await (*session)->commit(); !done) {
        co_return pass_on(done);
    }
    co_return target;
}

Result<std::vector<const mail::RawMail*>> raw_mails(const std::vector<ArrivedMail>& mails) {
    std::vector<const mail::RawMail*> out;
    for (const auto& mail : mails) {
        if (mail.raw && !*mail.raw) {
            return pass_on(*mail.raw);
        }
        if (mail.raw) {
            out.push_back(&**mail.raw);
        }
    }
    if (out.size() > dragged_limit) {
        return fail(ErrorCode::refused,
                    fmt::format("At most {} mails at once become tickets. Nothing was done",
                                dragged_limit));
    }
    return out;
}

awaitable<Result<std::vector<Dragged>>> prepare_all(Exchange x,
                                                    const std::vector<ArrivedMail>* mails) {
    const auto raws = raw_mails(*mails);
    if (!raws) {
        co_return pass_on(raws);
    }
    std::vector<Dragged> out;
    for (const auto* raw : *raws) {
        auto dragged = co_await prepare(x, raw);
        if (!dragged) {
            co_return pass_on(dragged);
        }
        out.push_back(std::move(*dragged));
    }
    co_return out;
}

} // namespace

Result<mail::RawMail> begin_mail(std::string_view head, bool whole) {
    const auto split = mail::split_mail(head);
    if (!whole && split.body.empty()) {
        return fail(ErrorCode::refused, "The mail's header is longer than 256 KiB");
    }
    return api::raw_mail_of(
        split.header, split.body, std::filesystem::temp_directory_path().string());
}

awaitable<void> append(Exchange x, std::vector<ArrivedMail> mails) {
    const auto dragged = co_await prepare_all(x, &mails);
    if (!dragged) {
        x.refuse(dragged.error());
        co_return;
    }
    auto target = co_await store(x, &mails, &*dragged);
    for (int n = 1; n < attempts && !target && target.error().code == ErrorCode::conflict; ++n) {
        co_await pause_for(20ms * n);
        target = co_await store(x, &mails, &*dragged);
    }
    if (!target) {
        x.refuse(target.error());
        co_return;
    }
    x.desk->acted();
    x.answer->ok({std::to_string(target->uidvalidity), format_uids(target->uids)});
}

} // namespace vorrang::desk
