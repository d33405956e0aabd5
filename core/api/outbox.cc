#include "core/api/outbox.hh"

#include <boost/json/value.hpp>

namespace vorrang::api {

namespace {

int first_integer(const pg::Rows& rows) {
    return static_cast<int>(rows.integer(0, 0));
}

std::vector<OutboxRow> read_claimed(const pg::Rows& rows) {
    std::vector<OutboxRow> out;
    for (int i = 0; i < rows.size(); ++i) {
        auto job = rows.json(i, 5);
        out.push_back({rows.integer(i, 0),
                       static_cast<int>(rows.integer(i, 1)),
                       std::string(rows.text(i, 2)),
                       rows.integer(i, 3),
                       rows.opt_integer(i, 4),
                       job.is_object() ? job.get_object() : boost::json::object{}});
    }
    return out;
}

std::vector<StoredPiece> read_pieces(const pg::Rows& rows) {
    std::vector<StoredPiece> out;
    for (int i = 0; i < rows.size(); ++i) {
        out.push_back({static_cast<int>(rows.integer(i, 0)), rows.bytes(i, 1)});
    }
    return out;
}

pg::Params of(const OutboxRow& row) {
    return std::move(pg::Params{}.integer(row.id).integer(row.attempt));
}

} // namespace

Call<std::vector<OutboxRow>>
outbox_claim(std::string_view worker, int limit, Instant now, int lease_seconds) {
    return {"select id, attempt, kind, ticket, message, job "
            "from vorrang_api.outbox_claim($1, $2, $3, $4)",
            std::move(pg::Params{}.text(worker).integer(limit).instant(now).integer(lease_seconds)),
            read_claimed};
}

Call<std::int64_t> outbox_composed(const OutboxRow& row,
                                   const boost::json::object& message,
                                   std::string_view header,
                                   std::string_view first_of_body,
                                   Instant now) {
    return {"select vorrang_api.outbox_composed($1, $2, $3, $4, $5, $6)",
            std::move(of(row).json(message).bytes(header).bytes(first_of_body).instant(now)),
            [](const pg::Rows& rows) { return rows.integer(0, 0); }};
}

Call<Done> outbox_sent(const OutboxRow& row, std::string_view queue_id, Instant now) {
    return {"select vorrang_api.outbox_sent($1, $2, $3, $4)",
            std::move(of(row).text(queue_id).instant(now)),
            done};
}

Call<Done> outbox_retry(
    const OutboxRow& row, std::string_view error, Instant not_before, bool refused, Instant now) {
    return {"select vorrang_api.outbox_retry($1, $2, $3, $4, $5, $6)",
            std::move(of(row).text(error).instant(not_before).boolean(refused).instant(now)),
            done};
}

Call<Done> outbox_failed(const OutboxRow& row, std::string_view error, Instant now) {
    return {"select vorrang_api.outbox_failed($1, $2, $3, $4)",
            std::move(of(row).text(error).instant(now)),
            done};
}

Call<std::optional<Instant>> outbox_next_at(Instant now) {
    return {"select vorrang_api.outbox_next_at($1)",
            std::move(pg::Params{}.instant(now)),
            [](const pg::Rows& rows) { return rows.opt_instant(0, 0); }};
}

Call<int>
outbox_adopt(std::string_view worker, const std::vector<std::int64_t>& known, Instant now) {
    std::vector<std::string> ids;
    ids.reserve(known.size());
    for (const auto id : known) {
        ids.push_back(std::to_string(id));
    }
    return {"select vorrang_api.outbox_adopt($1, $2::bigint[], $3)",
            std::move(pg::Params{}.text(worker).text_array(ids).instant(now)),
            first_integer};
}

Call<int> outbox_settle(std::string_view boot_id, Instant now) {
    return {"select vorrang_api.outbox_settle($1, $2)",
            std::move(pg::Params{}.text(boot_id).instant(now)),
            first_integer};
}

Call<std::vector<StoredPiece>> message_raw(std::int64_t message, std::optional<int> body_chunks) {
    return {"select part, data from vorrang_api.message_raw($1, $2)",
            std::move(pg::Params{}.integer(message).opt_integer(body_chunks)),
            read_pieces,
            true};
}

StoredMail whole_mail(std::vector<StoredPiece> pieces) {
    std::size_t size = 0;
    for (const auto& piece : pieces) {
        size += piece.data.size();
    }
    StoredMail mail;
    mail.body.reserve(size);
    for (auto& piece : pieces) {
        (piece.part == 0 ? mail.header : mail.body) += piece.data;
        piece.data = std::string();
    }
    return mail;
}

Call<Done> message_add_chunk(std::int64_t message, int part, int n, std::string_view data) {
    return {"select vorrang_api.message_add_chunk($1, $2::smallint, $3, $4)",
            std::move(pg::Params{}.integer(message).integer(part).integer(n).bytes(data)),
            done};
}

} // namespace vorrang::api
