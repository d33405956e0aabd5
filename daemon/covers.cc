#include "daemon/covers.hh"

#include "core/api/articles.hh"
#include "core/api/outbox.hh"
#include "core/log.hh"
#include "core/mail/attached-files.hh"
#include "core/mail/body-text.hh"
#include "core/mail/cover-sheet.hh"
#include "core/mail/mime-tree.hh"
#include "core/mail/shown-header.hh"
#include "daemon/cover-words.hh"
#include "daemon/spawn.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace vorrang {

namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds rest{50};
constexpr std::size_t words_looked_at = std::size_t{256} << 10;
constexpr std::size_t words_limit = std::size_t{8} << 10; // what a mail is about stands at its top
constexpr int looked_through = 48; // 12 MiB of a body; what is longer is a file to its end

/// The files of one message as facts. Of one that was not read to its end the last size is unknown.
json::array files_of(const api::StoredMail& mail) {
    const auto& [header, body] = mail;
    const bool cut = body.size() >= (std::size_t{looked_through} << 18);
    const auto tree = mail::parse_mime(header, body);
    auto files = mail::attached_files(tree.root);
    if (cut && !files.empty()) {
        files.back().size = 0;
    }
    json::array out;
    for (const auto& file : files) {
        out.push_back(json::object{{"name", file.name}, {"size", file.size}});
    }
    return out;
}

} // namespace

Covers::Covers(PgSessions& sessions,
               const Clock& clock,
               mail::Mailbox from,
               std::function<void()> written)
    : sessions_(sessions)
    , clock_(clock)
    , from_(std::move(from))
    , written_(std::move(written))
    , worker_(
          sessions.executor(), clock, "covers", [this] { return step(); }, {}, rest) {}

/// Takes half of the time: when a folder of thousands is opened, mail comes in as before.
awaitable<Result<bool>> Covers::step() {
    const auto begun = std::chrono::steady_clock::now();
    auto wrote = co_await write_next(std::nullopt, std::nullopt);
    if (wrote && *wrote) {
        written_();
        co_await pause_for(
            std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun));
    }
    co_return wrote;
}

awaitable<Result<void>> Covers::write_for(std::int64_t agent, std::string folder) {
    const auto wrote = co_await write_next(agent, std::move(folder));
    if (!wrote) {
        co_return pass_on(wrote);
    }
    co_return Result<void>{};
}

/// One sheet in a transaction of its own; false: none is wanted.
awaitable<Result<bool>> Covers::write_next(std::optional<std::int64_t> agent,
                                           std::optional<std::string> folder) {
    auto session = co_await sessions_.lend();
    if (!session) {
        co_return pass_on(session);
    }
    if (const auto begun = co_await (*session)->begin(); !begun) {
        co_return pass_on(begun);
    }
    auto job = co_await (*session)->run(api::cover_job(agent, folder, clock_.now()));
    if (!job) {
        co_return pass_on(job);
    }
    const bool wanted = job->has_value();
    if (wanted) {
        if (const auto written = co_await write(&**session, std::move(**job)); !written) {
            co_return pass_on(written);
        }
    }
    if (const auto done = co_await (*session)->commit(); !done) {
        co_return pass_on(done);
    }
    co_return wanted;
}

awaitable<Result<void>> Covers::write(PgSession* session, api::CoverJob job) {
    if (const auto read = co_await read_files(session, &job); !read) {
        co_return pass_on(read);
    }
    const auto sheet = mail::compose_cover_sheet(cover_sheet_of(job.job, from_));
    const auto size = mail::shown_size(sheet, mail::ShownIn::conversation);
    const auto done = co_await session->run(
        api::cover_written(job, sheet.header, sheet.body, size, clock_.now()));
    if (!done) {
        co_return pass_on(done);
    }
    log::debug("cover.written", {{"ticket", job.ticket}, {"team", job.team}});
    co_return Result<void>{};
}

/// Looks once through each message that came since the last sheet.
awaitable<Result<void>> Covers::read_files(PgSession* session, api::CoverJob* job) {
    for (const auto message : job->unread_files) {
        auto pieces = co_await session->run(api::message_raw(message, looked_through));
        if (!pieces) {
            co_return pass_on(pieces);
        }
        const auto mail = api::whole_mail(std::move(*pieces));
        const auto files = files_of(mail);
        const auto words = mail::clean_lines(
            mail::body_text_parts(mail.header, mail.body, words_looked_at, words_limit).own);
        if (const auto set = co_await session->run(api::message_read(message, files, words));
            !set) {
            co_return pass_on(set);
        }
        auto& all = job->job["files"];
        if (!all.is_array()) {
            all = json::array{};
        }
        for (const auto& file : files) {
            all.get_array().push_back(file);
        }
    }
    if (!job->unread_files.empty()) {
        auto articles =
            co_await session->run(api::articles_for(job->ticket, job->team, clock_.now()));
        if (!articles) {
            co_return pass_on(articles);
        }
        job->job["articles"] = std::move(*articles);
    }
    co_return Result<void>{};
}

} // namespace vorrang
