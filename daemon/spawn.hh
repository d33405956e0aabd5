#pragma once

#include "daemon/asio.hh"

#include <string>
#include <type_traits>
#include <utility>

namespace vorrang {

/// Starts a coroutine that nobody waits for. What it throws is a defect of ours: logged as
/// `coroutine.failed` with `name`, except the cancellation that a stop causes.
void spawn(asio::any_io_executor executor, std::string name, awaitable<void> work);

/// Sleeps; true when the whole time has passed, false when cancelled.
awaitable<bool> pause_for(std::chrono::milliseconds time);

/// Runs what is slow and touches nothing of ours in the pool, and waits for it without blocking.
/// `Work` is a function without arguments. (All is named before the co_await: g++ 12 destroys
/// temporaries with captures twice there.)
template <typename Work>
awaitable<std::invoke_result_t<Work>> in_pool(asio::thread_pool* pool, Work work) {
    auto job = [work = std::move(work)]() -> awaitable<std::invoke_result_t<Work>> {
        co_return work();
    };
    auto done = co_await asio::co_spawn(*pool, std::move(job), asio::use_awaitable);
    co_return done;
}

} // namespace vorrang
