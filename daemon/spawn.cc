#include "daemon/spawn.hh"

#include "core/log.hh"

namespace vorrang {

namespace {

bool is_cancellation(const std::exception& error) {
    const auto* system = dynamic_cast<const boost::system::system_error*>(&error);
    return system != nullptr && system->code() == asio::error::operation_aborted;
}

} // namespace

void spawn(asio::any_io_executor executor, std::string name, awaitable<void> work) {
    asio::co_spawn(
        executor, std::move(work), [name = std::move(name)](const std::exception_ptr& thrown) {
            try {
                if (thrown) {
                    std::rethrow_exception(thrown);
                }
            } catch (const std::exception& error) {
                if (!is_cancellation(error)) {
                    log::error("coroutine.failed", {{"name", name}, {"error", error.what()}});
                }
            }
        });
}

awaitable<bool> pause_for(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    const auto [error] = co_await timer.async_wait(as_values);
    co_return !error;
}

} // namespace vorrang
