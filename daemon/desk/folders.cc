#include "daemon/desk/folders.hh"

#include "core/api/mailbox.hh"
#include "core/log.hh"

#include <fmt/format.h>

#include <iterator>

namespace vorrang::desk {

namespace {

void folder_line(Answer& answer, const api::DeskFolder& folder) {
    answer.line({"FOLDER",
                 folder.name,
                 folder.id,
                 folder.special_use,
                 folder.access,
                 folder.subscribed ? "" : "unsubscribed"});
}

void state_lines(Answer& answer, const api::DeskState& state) {
    folder_line(answer, state.shown);
    answer.line({"STATE",
                 std::to_string(state.uidvalidity),
                 std::to_string(state.uidnext),
                 std::to_string(state.highestmodseq),
                 state.mode});
}

void counts_lines(Answer& answer, const api::DeskCounts& counts) {
    state_lines(answer, counts.state);
    answer.line({"COUNTS", std::to_string(counts.messages), std::to_string(counts.unseen)});
}

/// Vanished uids in lines of a bounded length.
class GoneLines {
  public:
    explicit GoneLines(Answer& answer)
        : answer_(answer) {}

    void add(std::int64_t uid) {
        uids_.push_back(uid);
        if (uids_.size() >= uids_a_line) {
            end();
        }
    }

    void end() {
        if (!uids_.empty()) {
            answer_.line({"GONE", format_uids(uids_)});
            uids_.clear();
        }
    }

  private:
    static constexpr std::size_t uids_a_line = 1000;

    Answer& answer_;
    Uids uids_;
};

void row_line(Answer& answer, const api::DeskOpenLine& row) {
    auto& out = answer.raw();
    fmt::format_to(std::back_inserter(out),
                   "ROW\t{}\t{}\t{}\t{}\t{}\t",
                   row.uid,
                   row.modseq,
                   row.date,
                   row.size,
                   row.saved);
    append_escaped(out, row.flags);
    out += '\n';
}

} // namespace

awaitable<void> list_folders(Exchange x) {
    const auto folders = co_await x.desk->sessions.run(api::desk_list(x.agent(), x.now()));
    if (!folders) {
        x.refuse(folders.error());
        co_return;
    }
    for (const auto& folder : *folders) {
        folder_line(*x.answer, folder);
    }
    x.answer->ok();
}

awaitable<void> find(Exchange x) {
    const auto folder =
        co_await x.desk->sessions.run(api::desk_find(x.agent(), x.argument(0), x.now()));
    if (!folder) {
        x.refuse(folder.error());
        co_return;
    }
    folder_line(*x.answer, *folder);
    x.answer->ok();
}

/// Of all folders that are kept up to date, in one query: a client asks for each of them at once.
awaitable<void> statuses(Exchange x) {
    const auto all = co_await x.desk->sessions.run(api::desk_statuses(x.agent(), x.now()));
    if (!all) {
        x.refuse(all.error());
        co_return;
    }
    std::vector<std::int64_t> ending;
    for (const auto& counts : *all) {
        counts_lines(*x.answer, counts);
        if (counts.ending) {
            ending.push_back(counts.state.folder);
        }
    }
    if (!ending.empty()) {
        const auto kept = co_await x.desk->sessions.run(api::desk_keep_open(ending, x.now()));
        if (!kept) {
            x.refuse(kept.error());
            co_return;
        }
    }
    x.answer->ok();
}

awaitable<void> status(Exchange x) {
    if (x.request->arguments.empty()) {
        co_await statuses(x);
        co_return;
    }
    const auto counts =
        co_await x.desk->sessions.run(api::desk_status(x.agent(), x.argument(0), x.now()));
    if (!counts) {
        x.refuse(counts.error());
        co_return;
    }
    counts_lines(*x.answer, *counts);
    x.answer->ok();
}

/// A conversation is opened with its sheet; without one rather than not at all.
awaitable<void> write_cover(Exchange x) {
    if (!x.argument(0).starts_with("Tickets/")) {
        co_return;
    }
    const auto written = co_await x.desk->covers.write_for(x.agent(), x.argument(0));
    if (!written && written.error().code == ErrorCode::internal) {
        log::error("cover.not-written",
                   {{"folder", x.argument(0)}, {"error", written.error().text}});
    }
}

awaitable<void> open_folder(Exchange x) {
    const auto uidvalidity = parse_number(x.argument(1));
    const auto since = parse_number(x.argument(2));
    if (!uidvalidity || !since) {
        x.answer->bad("OPEN wants folder, uidvalidity and modseq");
        co_return;
    }
    co_await write_cover(x);
    auto session = co_await x.desk->sessions.lend();
    if (!session) {
        x.refuse(session.error());
        co_return;
    }
    GoneLines gone(*x.answer);
    const auto call = api::desk_open(x.agent(), x.argument(0), *uidvalidity, *since, x.now());
    const auto on_line = [&x, &gone](const api::DeskOpenLine& line) {
        if (line.state) {
            x.seat->open[x.argument(0)] = line.state->folder;
            state_lines(*x.answer, *line.state);
        } else if (line.kind == 'R') {
            row_line(*x.answer, line);
        } else {
            gone.add(line.uid);
        }
        return x.answer->full();
    };
    const PgSession::Pause pause = [&x] { return x.answer->flush(); };
    const auto streamed = co_await (*session)->each(call, on_line, pause);
    gone.end();
    if (!streamed) {
        x.refuse(streamed.error());
        co_return;
    }
    x.answer->ok();
}

awaitable<void> close_folder(Exchange x) {
    x.seat->open.erase(x.argument(0));
    x.answer->ok();
    co_return;
}

awaitable<void> manage(Exchange x) {
    const auto done = co_await x.desk->sessions.run(
        api::desk_manage(x.agent(), x.argument(0), x.argument(1), x.argument(2), x.now()));
    if (!done) {
        x.refuse(done.error());
        co_return;
    }
    x.answer->ok();
}

awaitable<void> watch(Exchange x) {
    const auto since = parse_number(x.argument(1));
    if (!since) {
        x.answer->bad("WATCH wants folder and modseq");
        co_return;
    }
    const auto folder =
        co_await x.desk->sessions.run(api::desk_watch(x.agent(), x.argument(0), x.now()));
    if (!folder) {
        x.refuse(folder.error());
        co_return;
    }
    x.desk->watchers.watch(*x.watcher, x.agent(), *folder, x.argument(0), *since);
    x.answer->ok();
}

awaitable<void> unwatch(Exchange x) {
    x.desk->watchers.unwatch(*x.watcher, x.argument(0));
    x.answer->ok();
    co_return;
}

} // namespace vorrang::desk
