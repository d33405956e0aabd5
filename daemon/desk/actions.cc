#include "daemon/desk/actions.hh"

#include "core/api/mailbox.hh"
#include "daemon/spawn.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <optional>

namespace vorrang::desk {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr int attempts = 3; // two agents who act on the same tickets may collide in their locks

/// Runs a call again when it lost against somebody else's transaction: nothing of it has happened.
template <typename T> awaitable<Result<T>> insist(PgSessions* sessions, api::Call<T> call) {
    auto result = co_await sessions->run(call);
    for (int n = 1; n < attempts && !result && result.error().code == ErrorCode::conflict; ++n) {
        co_await pause_for(20ms * n);
        result = co_await sessions->run(call);
    }
    co_return result;
}

std::optional<json::object>
flag_change(const std::string& op, const std::string& uids, const std::string& names) {
    const auto numbers = parse_uids(uids);
    if ((op != "add" && op != "remove") || !numbers) {
        return std::nullopt;
    }
    json::array uid_array(numbers->begin(), numbers->end());
    json::array flag_array;
    for (const auto& flag : parse_flags(names)) {
        flag_array.emplace_back(flag);
    }
    return json::object{
        {"op", op}, {"uids", std::move(uid_array)}, {"flags", std::move(flag_array)}};
}

/// FLAGS' arguments after the folder; nothing if they are not triples of op, uids, flags.
std::optional<json::array> flag_changes(const Request& request) {
    json::array changes;
    const auto& fields = request.arguments;
    if (fields.size() < 4 || fields.size() % 3 != 1) {
        return std::nullopt;
    }
    for (std::size_t i = 1; i < fields.size(); i += 3) {
        auto change = flag_change(fields[i], fields[i + 1], fields[i + 2]);
        if (!change) {
            return std::nullopt;
        }
        changes.push_back(std::move(*change));
    }
    return changes;
}

template <typename T> bool settled(Exchange& x, const Result<T>& result) {
    if (!result) {
        x.refuse(result.error());
        return false;
    }
    x.desk->acted();
    return true;
}

/// Where the rows stand now: uidvalidity and uids.
void answer_target(Exchange& x, const Result<api::DeskTarget>& target) {
    if (settled(x, target)) {
        x.answer->ok({std::to_string(target->uidvalidity), format_uids(target->uids)});
    }
}

} // namespace

awaitable<void> flags(Exchange x) {
    const auto changes = flag_changes(*x.request);
    if (!changes) {
        x.answer->bad("FLAGS wants folder, then op, uids and flags");
        co_return;
    }
    const auto done = co_await insist(&x.desk->sessions,
                                      api::desk_flags(x.agent(), x.argument(0), *changes, x.now()));
    if (settled(x, done)) {
        x.answer->ok();
    }
}

awaitable<void> expunge(Exchange x) {
    const auto uids = parse_uids(x.argument(1));
    if (!uids) {
        x.answer->bad("EXPUNGE wants folder and uids");
        co_return;
    }
    const auto done = co_await insist(&x.desk->sessions,
                                      api::desk_expunge(x.agent(), x.argument(0), *uids, x.now()));
    if (settled(x, done)) {
        x.answer->ok();
    }
}

awaitable<void> act(Exchange x) {
    const auto& how = x.argument(0);
    const auto uids = parse_uids(x.argument(2));
    if ((how != "move" && how != "copy") || !uids) {
        x.answer->bad("ACT wants move or copy, source, uids and target");
        co_return;
    }
    const auto target = co_await insist(
        &x.desk->sessions,
        api::desk_act(x.agent(), how, x.argument(1), *uids, x.argument(3), x.now()));
    answer_target(x, target);
}

awaitable<void> leave(Exchange x) {
    const auto done = co_await x.desk->sessions.run(api::desk_leave(
        x.agent(), x.argument(0), x.argument(1), x.argument(2), x.argument(3), x.now()));
    if (!done) {
        x.refuse(done.error());
        co_return;
    }
    x.answer->ok();
}

} // namespace vorrang::desk
