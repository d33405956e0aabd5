#include "daemon/repeated.hh"

namespace vorrang {

Repeated::Repeated(asio::any_io_executor executor,
                   const Clock& clock,
                   std::string name,
                   std::chrono::seconds every,
                   Task task)
    : clock_(clock)
    , every_(every)
    , task_(std::move(task))
    , worker_(std::move(executor), clock, std::move(name), [this] { return step(); }) {}

awaitable<Result<bool>> Repeated::step() {
    const auto now = clock_.now();
    if (now < next_) {
        co_return false;
    }
    const auto more = co_await task_(now);
    if (more && !*more) {
        next_ = now + every_;
    }
    co_return more;
}

} // namespace vorrang
