#include "milter/pg-store.hh"

#include "core/api/agent-asks.hh"
#include "milter/stored-mail.hh"

#include <fstream>
#include <utility>

namespace vorrang::milter {

namespace {

/// One attempt to take one mail in, on one connection.
class Taking {
  public:
    Taking(pg::Connection& connection,
           const boost::json::object& facts,
           const mail::RawMail& mail,
           Instant now)
        : connection_(connection)
        , calls_(connection)
        , facts_(facts)
        , mail_(mail)
        , now_(now) {}

    Result<api::IntakeStored> run() {
        const auto match = calls_.match(facts_, now_);
        if (!match) {
            return pass_on(match);
        }
        std::optional<std::int64_t> number;
        if (match->outcome == api::IntakeOutcome::open) {
            const auto taken = calls_.next_number();
            if (!taken) {
                return pass_on(taken);
            }
            number = *taken;
        }
        auto stored = store(number);
        if (stored && stored->outcome == api::IntakeOutcome::need_number) {
            const auto taken = calls_.next_number();
            stored = taken ? store(*taken) : Result<api::IntakeStored>(pass_on(taken));
        }
        return stored;
    }

  private:
    Result<api::IntakeStored> store(std::optional<std::int64_t> number) {
        const auto first = first_chunks(mail_);
        if (!first) {
            return pass_on(first);
        }
        // A statement by itself is a transaction: the usual mail costs one round trip and commit.
        if (fits_one_call(mail_)) {
            return calls_.store(facts_, number, first->header, first->body, now_);
        }
        return store_in_chunks(number, *first);
    }

    Result<api::IntakeStored> store_in_chunks(std::optional<std::int64_t> number,
                                              const FirstChunks& first) {
        if (const auto begun = connection_.begin(); !begun) {
            return pass_on(begun);
        }
        auto stored = calls_.store(facts_, number, first.header, first.body, now_);
        if (!stored) {
            return stored; // the lease rolls back
        }
        if (stored->outcome == api::IntakeOutcome::open ||
            stored->outcome == api::IntakeOutcome::append) {
            if (const auto added = add_chunks(connection_, stored->message, mail_); !added) {
                return pass_on(added);
            }
        }
        if (const auto done = connection_.commit(); !done) {
            return pass_on(done);
        }
        return stored;
    }

    pg::Connection& connection_;
    api::Intake calls_;
    const boost::json::object& facts_;
    const mail::RawMail& mail_;
    Instant now_;
};

/// One attempt to take an agent's mail in. What a refusal leaves is committed too.
Result<api::ReplyStored> take_reply_once(pg::Connection& connection,
                                         const boost::json::object& facts,
                                         const mail::RawMail& mail,
                                         Instant now) {
    const auto first = first_chunks(mail);
    if (!first) {
        return pass_on(first);
    }
    api::AgentReplies calls(connection);
    if (fits_one_call(mail)) {
        return calls.store(facts, first->header, first->body, now);
    }
    if (const auto begun = connection.begin(); !begun) {
        return pass_on(begun);
    }
    auto stored = calls.store(facts, first->header, first->body, now);
    if (!stored) {
        return stored; // the lease rolls back
    }
    if (stored->outcome == api::ReplyOutcome::reply || stored->outcome == api::ReplyOutcome::note ||
        stored->outcome == api::ReplyOutcome::copy) {
        if (const auto added = add_chunks(connection, stored->message, mail); !added) {
            return pass_on(added);
        }
    }
    if (const auto done = connection.commit(); !done) {
        return pass_on(done);
    }
    return stored;
}

} // namespace

PgStore::PgStore(pg::Pool& pool, const Wake& wake, std::string boot_id)
    : pool_(pool)
    , wake_(wake)
    , boot_id_(std::move(boot_id)) {}

Result<api::IntakeStored>
PgStore::take(const api::IntakeFacts& facts, const mail::RawMail& mail, Instant now) {
    const auto json = api::to_json(facts);
    auto stored =
        with_retries<api::IntakeStored>(pool_, WhenLost::repeat, [&](pg::Connection& connection) {
            // Committed without our knowing, it is found as a duplicate by its retry key.
            return Taking(connection, json, mail, now).run();
        });
    if (stored && stored->outcome == api::IntakeOutcome::need_number) {
        return fail(ErrorCode::internal,
                    "the database asked for a ticket number twice",
                    "program and schema are of different versions: run `vorrang db upgrade`");
    }
    if (stored) {
        wake_.poke();
    }
    return stored;
}

Result<api::ReplyStored>
PgStore::take_reply(const api::ReplyFacts& facts, const mail::RawMail& mail, Instant now) {
    const auto json = api::to_json(facts);
    auto stored =
        with_retries<api::ReplyStored>(pool_, WhenLost::repeat, [&](pg::Connection& connection) {
            return take_reply_once(connection, json, mail, now);
        });
    if (stored) {
        wake_.poke();
    }
    return stored;
}

Result<std::vector<api::StoredText>>
PgStore::texts(const api::ReplyFacts& facts, bool open, Instant now) {
    const auto json = api::to_json(facts);
    return with_retries<std::vector<api::StoredText>>(
        pool_, WhenLost::repeat, [&](pg::Connection& connection) {
            return api::AgentReplies(connection).texts(json, open, now);
        });
}

Result<std::optional<std::int64_t>>
PgStore::ticket_of_agent(const std::string& login, const std::vector<std::int64_t>& tags) {
    return with_retries<std::optional<std::int64_t>>(
        pool_, WhenLost::repeat, [&](pg::Connection& connection) {
            return api::AgentReplies(connection).ticket_of(login, tags);
        });
}

Result<std::string>
PgStore::answer_question(const std::string& login,
                         const std::vector<std::pair<std::string, std::string>>& lines,
                         Instant now) {
    // Asked twice, it is answered twice: no harm.
    return with_retries<std::string>(pool_, WhenLost::repeat, [&](pg::Connection& connection) {
        return api::agent_asks(connection, login, lines, now);
    });
}

Result<api::OutboxAnswer>
PgStore::accept_outgoing(std::int64_t id, int attempt, const std::string& queue_id, Instant now) {
    // Accepted without our knowing, a repetition would be told to discard the only copy.
    return with_retries<api::OutboxAnswer>(
        pool_, WhenLost::give_up, [&](pg::Connection& connection) {
            return api::Intake(connection).accept_outgoing(id, attempt, queue_id, boot_id_, now);
        });
}

Result<std::string> read_boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    if (!(file >> id)) {
        return fail(ErrorCode::unavailable,
                    "cannot read /proc/sys/kernel/random/boot_id",
                    "mount /proc; without it nobody can tell whether the host was started anew");
    }
    return id;
}

} // namespace vorrang::milter
