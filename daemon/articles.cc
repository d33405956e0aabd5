#include "daemon/articles.hh"

#include "core/api/outbox.hh"
#include "core/log.hh"
#include "core/mail/body-text.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/own-words.hh"
#include "core/mail/reply-text.hh"
#include "core/mail/shown-header.hh"

#include <fmt/format.h>

namespace vorrang {

namespace {

constexpr std::chrono::milliseconds rest{50};
constexpr int batch = 20;
constexpr int looked_through = 4; // 1 MiB of a body is more than its readable text

mail::ArticleJob job_of(const api::Article& article, std::string text, const mail::Mailbox& from) {
    mail::ArticleJob job;
    job.from = from;
    job.from.display = article.agent.empty() ? from.display : article.agent;
    job.number = article.number;
    job.title = article.title;
    job.text = std::move(text);
    job.message_id = fmt::format("<article.{}.{}@{}>", article.number, article.id, from.domain);
    return job;
}

} // namespace

std::string article_text(std::string_view header, std::string_view body) {
    const auto lines = mail::read_reply(header, body);
    const auto own =
        mail::clean_lines(lines ? lines->own : mail::own_words(mail::body_text(header, body)));
    return own.substr(0, own.find_last_not_of(" \n") + 1);
}

Articles::Articles(PgSessions& sessions, const Clock& clock, mail::Mailbox from)
    : sessions_(sessions)
    , clock_(clock)
    , from_(std::move(from))
    , worker_(
          sessions.executor(), clock, "articles", [this] { return step(); }, {}, rest) {}

awaitable<Result<bool>> Articles::step() {
    auto session = co_await sessions_.lend();
    if (!session) {
        co_return pass_on(session);
    }
    if (const auto begun = co_await (*session)->begin(); !begun) {
        co_return pass_on(begun);
    }
    const auto articles = co_await (*session)->run(api::article_claim(batch, clock_.now()));
    if (!articles) {
        co_return pass_on(articles);
    }
    for (const auto& article : *articles) {
        if (const auto written = co_await write(&**session, article); !written) {
            co_return pass_on(written);
        }
    }
    if (const auto done = co_await (*session)->commit(); !done) {
        co_return pass_on(done);
    }
    co_return static_cast<int>(articles->size()) == batch;
}

awaitable<Result<std::string>> Articles::text_of(PgSession* session, api::Article article) {
    if (article.text || !article.message) {
        co_return article.text.value_or("");
    }
    const auto pieces = co_await session->run(api::message_raw(*article.message, looked_through));
    if (!pieces) {
        co_return pass_on(pieces);
    }
    std::string header;
    std::string body;
    for (const auto& piece : *pieces) {
        (piece.part == 0 ? header : body) += piece.data;
    }
    co_return article_text(header, body);
}

awaitable<Result<void>> Articles::write(PgSession* session, api::Article article) {
    const auto text = co_await text_of(session, article);
    if (!text) {
        co_return pass_on(text);
    }
    const auto composed = mail::compose_article(job_of(article, *text, from_), article.at);
    if (!composed) {
        co_return pass_on(composed);
    }
    const auto base =
        mail::base_header(composed->header, composed->message_id, mail::ShownIn::conversation);
    const auto size = mail::shown_size(base.size(), composed->body.size());
    const auto done = co_await session->run(api::article_written(
        article.id, *text, composed->header, composed->body, size, clock_.now()));
    if (!done) {
        co_return pass_on(done);
    }
    log::info("article.written", {{"article", article.number}, {"revision", article.id}});
    co_return Result<void>{};
}

} // namespace vorrang
