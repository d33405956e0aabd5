#include "daemon/outbox.hh"

#include "core/log.hh"
#include "daemon/compose-row.hh"
#include "daemon/spawn.hh"

#include <algorithm>

namespace vorrang {

namespace {

using namespace std::chrono_literals;

// Longer than the reply to a final dot may take; a restart does not wait for it (outbox_adopt).
constexpr int lease_seconds = 660;
constexpr auto rest = 10ms;
constexpr auto adopts_every = 5s;
constexpr std::size_t chunk_size = std::size_t{256} << 10;

} // namespace

std::chrono::seconds retry_pause(int attempt) {
    constexpr int doublings = 8;
    return std::min(std::chrono::seconds(1 << std::clamp(attempt - 1, 0, doublings)), 300s);
}

/// One delivery under way: counted, and when it ends the worker looks for the next.
class Outbox::Flight {
  public:
    Flight(Outbox& outbox, std::int64_t row)
        : outbox_(outbox)
        , row_(row) {}

    Flight(const Flight&) = delete;
    Flight& operator=(const Flight&) = delete;
    Flight(Flight&&) = delete;
    Flight& operator=(Flight&&) = delete;

    ~Flight() {
        outbox_.in_flight_.erase(row_);
        outbox_.worker_.wake();
    }

  private:
    Outbox& outbox_;
    std::int64_t row_;
};

Outbox::Outbox(PgSessions& sessions, const Clock& clock, asio::thread_pool& pool, Settings settings)
    : sessions_(sessions)
    , clock_(clock)
    , pool_(pool)
    , settings_(std::move(settings))
    , worker_(
          sessions.executor(),
          clock,
          "outbox",
          [this] { return step(); },
          [this]() -> awaitable<Result<std::optional<Instant>>> {
              co_return co_await sessions_.run(api::outbox_next_at(clock_.now()));
          },
          rest) {}

awaitable<Result<bool>> Outbox::step() {
    if (const auto recovered = co_await recover(); !recovered) {
        co_return pass_on(recovered);
    }
    if (const auto adopted = co_await adopt(); !adopted) {
        co_return pass_on(adopted);
    }
    const int wanted = room();
    if (wanted <= 0 || !recovered_) {
        co_return false; // a delivery that ends wakes us
    }
    if (const auto reached = co_await reach_server(); !reached) {
        co_return pass_on(reached);
    }
    auto rows = co_await sessions_.run(
        api::outbox_claim(settings_.worker, wanted, clock_.now(), lease_seconds));
    if (!rows) {
        // It may have been committed all the same: what we hold without knowing is due again.
        recovered_ = recovered_ && rows.error().code != ErrorCode::unavailable;
        co_return pass_on(rows);
    }
    for (auto& row : *rows) {
        in_flight_.insert(row.id);
        spawn(sessions_.executor(), "outbox-delivery", deliver(std::move(row)));
    }
    co_return static_cast<int>(rows->size()) == wanted&& room() > 0;
}

int Outbox::room() const {
    return settings_.parallel - static_cast<int>(in_flight_.size());
}

/// What is claimed by us though we do not know it. A claim whose answer was lost may be committed
/// long after (a commit waits for as long as the standby is away): so it is asked again and again.
awaitable<Result<int>> Outbox::adopt() {
    const auto now = std::chrono::steady_clock::now();
    if (recovered_ && now < adopts_at_) {
        co_return 0;
    }
    const std::vector<std::int64_t> known(in_flight_.begin(), in_flight_.end());
    auto adopted = co_await sessions_.run(api::outbox_adopt(settings_.worker, known, clock_.now()));
    if (adopted) {
        adopts_at_ = now + adopts_every;
    }
    co_return adopted;
}

/// After the start, and after a claim whose answer was lost. Not while we deliver: what Postfix
/// accepted just now is not left behind.
awaitable<Result<void>> Outbox::recover() {
    if (recovered_ || !in_flight_.empty()) {
        co_return Result<void>{};
    }
    const auto adopted = co_await adopt();
    if (!adopted) {
        co_return pass_on(adopted);
    }
    const auto settled =
        co_await sessions_.run(api::outbox_settle(settings_.boot_id, clock_.now()));
    if (!settled) {
        co_return pass_on(settled);
    }
    if (*adopted + *settled > 0) {
        log::info("outbox.recovered", {{"again", *adopted}, {"sent", *settled}});
    }
    recovered_ = true;
    co_return Result<void>{};
}

/// While Postfix is away nothing is claimed: rows keep their attempts, and the first mail goes
/// within seconds of its return.
awaitable<Result<void>> Outbox::reach_server() {
    if (!server_away_) {
        co_return Result<void>{};
    }
    auto session = take_session();
    const auto open = co_await session->probe();
    if (open) {
        server_away_ = false;
        log::info("outbox.server-back");
        keep_session(std::move(session));
    }
    co_return open;
}

/// The kept connections go too: each may lead to an smtpd that lost its milter and says 451 for as
/// long as it lives, and to find that out one after another would take many pauses.
void Outbox::lose_server(const std::string& reason) {
    idle_.clear();
    if (!server_away_) {
        server_away_ = true;
        log::warning("outbox.server-away", {{"error", reason}});
    }
}

awaitable<void> Outbox::deliver(api::OutboxRow row) {
    const Flight flight(*this, row.id);
    auto mail = co_await prepare(row);
    if (!mail) {
        co_await not_prepared(row, mail.error());
        co_return;
    }
    auto report = co_await submit(row, std::move(*mail));
    const auto written = co_await write_down(row, std::move(report));
    if (!written) { // at the latest the lease runs out: the attempt comes again, and is recognised
        log::warning(
            "outbox.not-recorded",
            {{"outbox", row.id}, {"attempt", row.attempt}, {"error", written.error().text}});
    }
}

awaitable<Result<OutgoingMail>> Outbox::prepare(api::OutboxRow row) {
    if (row.message) {
        co_return co_await stored(std::move(row));
    }
    co_return co_await compose_and_store(std::move(row));
}

awaitable<Result<OutgoingMail>> Outbox::compose_and_store(api::OutboxRow row) {
    auto mail = envelope_of(row);
    if (!mail) {
        co_return mail;
    }
    auto source = co_await source_of(row);
    if (!source) {
        co_return pass_on(source);
    }
    auto work =
        [row, source = std::move(*source), templates = settings_.templates, now = clock_.now()] {
            return compose_row(row, source, templates, now);
        };
    auto composed = co_await in_pool(&pool_, std::move(work));
    if (!composed) {
        co_return pass_on(composed);
    }
    if (const auto kept = co_await store(&row, &*composed); !kept) {
        co_return pass_on(kept);
    }
    mail->pieces.push_back(composed->header + "\r\n");
    mail->pieces.push_back(std::move(composed->body));
    co_return mail;
}

/// The agent's mail that an answer is made of.
awaitable<Result<api::StoredMail>> Outbox::source_of(api::OutboxRow row) {
    const auto* const id = row.job.if_contains("source_message");
    if (row.kind != "reply" || id == nullptr || !id->is_int64()) {
        co_return api::StoredMail{};
    }
    auto pieces = co_await sessions_.run(api::message_raw(id->get_int64()));
    if (!pieces) {
        co_return pass_on(pieces);
    }
    co_return api::whole_mail(std::move(*pieces));
}

/// Invariant: a mail exists in the database before it leaves. Both must outlive the call.
awaitable<Result<void>> Outbox::store(const api::OutboxRow* row, const mail::ComposedMail* mail) {
    auto session = co_await sessions_.lend();
    if (!session) {
        co_return pass_on(session);
    }
    auto call = api::outbox_composed(
        *row, message_facts(*mail), mail->header, mail->body.substr(0, chunk_size), clock_.now());
    if (mail->body.size() <= chunk_size) {
        const auto message = co_await (*session)->run(std::move(call));
        if (!message) {
            co_return pass_on(message);
        }
        co_return Result<void>{};
    }
    if (const auto begun = co_await (*session)->begin(); !begun) {
        co_return pass_on(begun);
    }
    const auto message = co_await (*session)->run(std::move(call));
    if (!message) {
        co_return pass_on(message);
    }
    for (std::size_t at = chunk_size; at < mail->body.size(); at += chunk_size) {
        const auto n = static_cast<int>(at / chunk_size);
        const auto added = co_await (*session)->run(
            api::message_add_chunk(*message, 1, n, mail->body.substr(at, chunk_size)));
        if (!added) {
            co_return pass_on(added);
        }
    }
    co_return co_await (*session)->commit();
}

awaitable<Result<OutgoingMail>> Outbox::stored(api::OutboxRow row) {
    auto mail = envelope_of(row);
    auto pieces = co_await sessions_.run(api::message_raw(*row.message));
    if (!mail || !pieces) {
        co_return mail ? Result<OutgoingMail>(pass_on(pieces)) : mail;
    }
    bool blank_line = false; // it stands between header and body and is stored in neither
    for (auto& piece : *pieces) {
        if (piece.part == 1 && !blank_line) {
            mail->pieces.emplace_back("\r\n");
            blank_line = true;
        }
        mail->pieces.push_back(std::move(piece.data));
    }
    if (!blank_line) {
        mail->pieces.emplace_back("\r\n");
    }
    co_return mail;
}

awaitable<SubmitReport> Outbox::submit(api::OutboxRow row, OutgoingMail mail) {
    const auto size = mail.size();
    PiecesSource source(std::move(mail.pieces));
    auto session = take_session();
    Submission submission;
    submission.sender = std::move(mail.sender);
    submission.recipients = std::move(mail.recipients);
    submission.top = outbox_mark(row);
    submission.size = size;
    submission.mail = &source;
    auto report = co_await session->submit(std::move(submission));
    keep_session(std::move(session));
    co_return report;
}

awaitable<Result<api::Done>> Outbox::write_down(api::OutboxRow row, SubmitReport report) {
    const auto now = clock_.now();
    if (report.outcome == Handover::accepted) {
        log::info("outbox.sent",
                  {{"outbox", row.id},
                   {"kind", row.kind},
                   {"ticket", row.ticket},
                   {"attempt", row.attempt},
                   {"queue_id", report.queue_id}});
        co_return co_await until_heard(api::outbox_sent(row, report.queue_id, now));
    }
    if (report.outcome == Handover::permanent) {
        log::warning("outbox.failed",
                     {{"outbox", row.id},
                      {"kind", row.kind},
                      {"ticket", row.ticket},
                      {"error", report.reason}});
        co_return co_await until_heard(api::outbox_failed(row, report.reason, now));
    }
    const bool unreachable = report.outcome == Handover::unreachable;
    if (unreachable) {
        lose_server(report.reason);
    } else {
        log::warning(report.outcome == Handover::in_doubt ? "outbox.in-doubt" : "outbox.deferred",
                     {{"outbox", row.id},
                      {"ticket", row.ticket},
                      {"attempt", row.attempt},
                      {"error", report.reason}});
    }
    const auto pause = unreachable ? 0s : retry_pause(row.attempt);
    const bool refused = report.outcome != Handover::in_doubt;
    co_return co_await until_heard(
        api::outbox_retry(row, report.reason, now + pause, refused, now));
}

/// What became of an attempt is said until the database has heard it: else the row would stand
/// claimed, and its mail wait, until the lease runs out. Heard, but the answer lost: the repetition
/// is a conflict and changes nothing.
awaitable<Result<api::Done>> Outbox::until_heard(api::Call<api::Done> call) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(lease_seconds);
    auto heard = co_await sessions_.run(call);
    while (!heard && heard.error().code == ErrorCode::unavailable && worker_.running() &&
           std::chrono::steady_clock::now() < limit) {
        co_await pause_for(200ms);
        heard = co_await sessions_.run(call);
    }
    co_return heard;
}

awaitable<void> Outbox::not_prepared(api::OutboxRow row, Error error) {
    // A defect or another schema may be mended; only what the mail itself is makes it hopeless.
    const bool for_good = error.code == ErrorCode::data || error.code == ErrorCode::refused ||
                          error.code == ErrorCode::usage;
    log::warning(for_good ? "outbox.cannot-compose" : "outbox.not-prepared",
                 {{"outbox", row.id},
                  {"kind", row.kind},
                  {"ticket", row.ticket},
                  {"error", error.text},
                  {"hint", error.hint}});
    const auto now = clock_.now();
    if (for_good) {
        co_await until_heard(api::outbox_failed(row, error.text, now));
    } else if (error.code != ErrorCode::conflict) { // conflict: another worker has the row
        // An absent database is no fault of the mail: again as soon as it is back.
        const auto pause = error.code == ErrorCode::unavailable ? 0s : retry_pause(row.attempt);
        co_await until_heard(api::outbox_retry(row, error.text, now + pause, false, now));
    }
}

Outbox::Session Outbox::take_session() {
    if (idle_.empty()) {
        return std::make_unique<SmtpSession>(sessions_.executor(), settings_.server);
    }
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
}

void Outbox::keep_session(Session session) {
    idle_.push_back(std::move(session));
}

} // namespace vorrang
