#include "daemon/articles.hh"

#include "core/api/outbox.hh"
#include "core/log.hh"
#include "core/mail/body-text.hh"
#include "core/mail/compose-reply.hh"
#include "core/mail/own-words.hh"
#include "core/mail/reply-text.hh"
#include "daemon/write-claimed.hh"

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
    auto claim = api::article_claim(batch, clock_.now());
    auto write_one = [this](PgSession* session, api::Article article) {
        return write(session, std::move(article));
    };
    co_return co_await write_claimed(&sessions_, std::move(claim), batch, std::move(write_one));
}

awaitable<Result<std::string>> Articles::text_of(PgSession* session, api::Article article) {
    if (article.text || !article.message) {
        co_return article.text.value_or("");
    }
    auto pieces = co_await session->run(api::message_raw(*article.message, looked_through));
    if (!pieces) {
        co_return pass_on(pieces);
    }
    const auto mail = api::whole_mail(std::move(*pieces));
    co_return article_text(mail.header, mail.body);
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
    const auto size = mail::shown_size(*composed, mail::ShownIn::conversation);
    const auto done = co_await session->run(api::article_written(
        article.id, *text, composed->header, composed->body, size, clock_.now()));
    if (!done) {
        co_return pass_on(done);
    }
    log::info("article.written", {{"article", article.number}, {"revision", article.id}});
    co_return Result<void>{};
}

} // namespace vorrang
