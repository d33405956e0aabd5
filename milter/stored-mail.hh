#pragma once

#include "core/api/intake.hh"
#include "core/log.hh"
#include "core/mail/raw-mail.hh"
#include "core/pg/pool.hh"
#include "core/result.hh"

#include <string>
#include <utility>

namespace vorrang::milter {

/// What of a mail goes with the call that stores it.
struct FirstChunks {
    std::string header;
    std::string body;
};

[[nodiscard]] Result<FirstChunks> first_chunks(const mail::RawMail& mail);

[[nodiscard]] bool fits_one_call(const mail::RawMail& mail);

/// The further chunks, in the transaction of the call that made the message.
[[nodiscard]] Result<void>
add_chunks(pg::Connection& connection, std::int64_t message, const mail::RawMail& mail);

/// May a call be made again whose answer was lost with its connection?
enum class WhenLost { repeat, give_up };

/// Runs `call` on a lent connection; again where the database asks for it, and once more on another
/// connection if the first was lost and a repetition is harmless.
template <typename T, typename Call>
[[nodiscard]] Result<T> with_retries(pg::Pool& pool, WhenLost when_lost, const Call& call) {
    constexpr int max_tries = 3; // a whole call, while the database says that repeating may help
    Result<T> result = fail(ErrorCode::unavailable, "the database was not asked");
    bool may_repeat = when_lost == WhenLost::repeat;
    for (int attempt = 0; attempt < max_tries; ++attempt) {
        auto lease = pool.lend();
        if (!lease) {
            return pass_on(lease);
        }
        result = call(**lease);
        if (result) {
            return result;
        }
        const bool conflict = result.error().code == ErrorCode::conflict;
        const bool lost = (*lease)->broken() && std::exchange(may_repeat, false);
        if (!conflict && !lost) {
            return result;
        }
        log::info("database.retried", {{"error", result.error().text}});
    }
    return result;
}

} // namespace vorrang::milter
