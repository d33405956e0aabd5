#pragma once

#include "core/api/call.hh"
#include "daemon/pg-sessions.hh"

#include <utility>
#include <vector>

namespace vorrang {

/// One step of a worker that writes what the database has claimed for it: claims at most `batch`,
/// lets `write` store each, and commits, all in one transaction. True: there may be more.
template <typename T, typename Write>
awaitable<Result<bool>>
write_claimed(PgSessions* sessions, api::Call<std::vector<T>> claim, int batch, Write write) {
    auto session = co_await sessions->lend();
    if (!session) {
        co_return pass_on(session);
    }
    if (const auto begun = co_await (*session)->begin(); !begun) {
        co_return pass_on(begun);
    }
    const auto claimed = co_await (*session)->run(std::move(claim));
    if (!claimed) {
        co_return pass_on(claimed);
    }
    for (const auto& one : *claimed) {
        if (const auto written = co_await write(&**session, one); !written) {
            co_return pass_on(written);
        }
    }
    if (const auto done = co_await (*session)->commit(); !done) {
        co_return pass_on(done);
    }
    co_return static_cast<int>(claimed->size()) == batch;
}

} // namespace vorrang
