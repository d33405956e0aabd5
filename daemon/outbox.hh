#pragma once

#include "core/api/outbox.hh"
#include "core/clock.hh"
#include "core/mail/compose.hh"
#include "daemon/compose-row.hh"
#include "daemon/mail-submit.hh"
#include "daemon/outgoing-mail.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vorrang {

/// Mail out: claims rows, composes and stores the mail, hands it to Postfix's private port, writes
/// down what became of it. Each attempt is fenced by its number; the milter on that port lets only
/// the current one pass, once. So whatever is killed when, the mail leaves exactly once.
class Outbox {
  public:
    struct Settings {
        SmtpServer server;
        std::string worker;  ///< names this vorrangd among all; the same after a restart
        std::string boot_id; ///< of this host
        mail::TemplateFolder templates;
        int parallel = 8;
    };

    Outbox(PgSessions& sessions, const Clock& clock, asio::thread_pool& pool, Settings settings);

    [[nodiscard]] Worker& worker() { return worker_; }

    [[nodiscard]] bool busy() const { return !in_flight_.empty(); }

  private:
    class Flight;
    using Session = std::unique_ptr<SmtpSession>;

    awaitable<Result<bool>> step();
    awaitable<Result<void>> recover();
    awaitable<Result<int>> adopt();
    [[nodiscard]] int room() const;
    awaitable<Result<void>> reach_server();
    void lose_server(const std::string& reason);
    awaitable<void> deliver(api::OutboxRow row);
    awaitable<Result<OutgoingMail>> prepare(api::OutboxRow row);
    awaitable<Result<OutgoingMail>> compose_and_store(api::OutboxRow row);
    awaitable<Result<api::StoredMail>> source_of(api::OutboxRow row);
    awaitable<Result<void>> store(const api::OutboxRow* row, const mail::ComposedMail* mail);
    awaitable<Result<OutgoingMail>> stored(api::OutboxRow row);
    awaitable<SubmitReport> submit(api::OutboxRow row, OutgoingMail mail);
    awaitable<Result<api::Done>> write_down(api::OutboxRow row, SubmitReport report);
    awaitable<Result<api::Done>> until_heard(api::Call<api::Done> call);
    awaitable<void> not_prepared(api::OutboxRow row, Error error);
    Session take_session();
    void keep_session(Session session);

    PgSessions& sessions_;
    const Clock& clock_;
    asio::thread_pool& pool_;
    Settings settings_;
    std::vector<Session> idle_;
    std::set<std::int64_t> in_flight_; ///< rows that are being delivered
    std::chrono::steady_clock::time_point adopts_at_{};
    bool recovered_ = false;
    bool server_away_ = false;
    Worker worker_;
};

/// How long a row waits before its next attempt.
std::chrono::seconds retry_pause(int attempt);

} // namespace vorrang
