#include "daemon/desk/bodies.hh"

#include "core/log.hh"
#include "core/mail/shown-header.hh"

namespace vorrang::desk {

namespace {

constexpr int chunks_a_query = 4; // 1 MiB in memory at a time

/// Sends the chunks of a body; how many bytes there were.
awaitable<Result<std::int64_t>> send_chunks(Exchange x, std::string source, std::int64_t size) {
    std::int64_t sent = 0;
    for (int n = 0; sent < size; n += chunks_a_query) {
        const auto chunks = co_await x.desk->sessions.run(
            api::desk_body_chunks(x.agent(), source, n, chunks_a_query, x.now()));
        if (!chunks) {
            co_return pass_on(chunks);
        }
        if (chunks->empty()) {
            break;
        }
        for (const auto& chunk : *chunks) {
            sent += static_cast<std::int64_t>(chunk.size());
            x.answer->line({"DATA", std::to_string(chunk.size())});
            x.answer->payload(chunk);
            const bool wanted = co_await x.answer->flush();
            if (!wanted) {
                co_return fail(ErrorCode::unavailable, "the client is gone");
            }
        }
    }
    co_return sent;
}

Error differs(const api::DeskBody& row, std::int64_t have) {
    log::error(
        "desk.size-differs",
        {{"source", row.source}, {"uid", row.header.uid}, {"row", row.size}, {"have", have}});
    return {ErrorCode::internal, "the stored mail has not the size its row says"};
}

} // namespace

std::string shown(const api::DeskHeader& header) {
    const auto base =
        mail::base_header(header.stored,
                          header.fallback_message_id,
                          header.conversation ? mail::ShownIn::conversation : mail::ShownIn::row);
    return mail::shown_header(base, header.added, header.prefix) + "\r\n";
}

awaitable<void> headers(Exchange x) {
    const auto uids = parse_uids(x.argument(1));
    if (!uids) {
        x.answer->bad("HEADERS wants folder and uids");
        co_return;
    }
    if (uids->size() > headers_limit) {
        x.answer->no({"LIMIT", "At most 1000 headers at once"});
        co_return;
    }
    auto session = co_await x.desk->sessions.lend();
    if (!session) {
        x.refuse(session.error());
        co_return;
    }
    const auto on_header = [&x](const api::DeskHeader& header) {
        const auto text = shown(header);
        x.answer->line({"HEAD", std::to_string(header.uid), std::to_string(text.size())});
        x.answer->payload(text);
        return x.answer->full();
    };
    const auto call = api::desk_headers(x.agent(), x.argument(0), *uids, x.now());
    const PgSession::Pause pause = [&x] { return x.answer->flush(); };
    const auto streamed = co_await (*session)->each(call, on_header, pause);
    if (!streamed) {
        x.refuse(streamed.error());
        co_return;
    }
    x.answer->ok();
}

awaitable<void> body(Exchange x) {
    const auto uid = parse_number(x.argument(1));
    if (!uid) {
        x.answer->bad("BODY wants folder and uid");
        co_return;
    }
    const auto found =
        co_await x.desk->sessions.run(api::desk_body(x.agent(), x.argument(0), *uid, x.now()));
    if (!found) {
        x.refuse(found.error());
        co_return;
    }
    const auto& row = *found;
    if (!row) {
        x.answer->no({"EXPUNGEISSUED", "This row is gone"});
        co_return;
    }
    const auto header = shown(row->header);
    const auto size = static_cast<std::int64_t>(header.size()) + row->body_size;
    if (size != row->size) { // the plugin would find it out only after it has all
        x.refuse(differs(*row, size));
        co_return;
    }
    x.answer->line({"MESSAGE", std::to_string(header.size()), std::to_string(size)});
    x.answer->line({"DATA", std::to_string(header.size())});
    x.answer->payload(header);
    const auto sent = co_await send_chunks(x, row->source, row->body_size);
    if (!sent) {
        x.refuse(sent.error());
    } else if (*sent != row->body_size) {
        x.refuse(differs(*row, static_cast<std::int64_t>(header.size()) + *sent));
    } else {
        x.answer->ok();
    }
}

} // namespace vorrang::desk
