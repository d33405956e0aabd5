#pragma once

#include "core/api/articles.hh"
#include "core/mail/address.hh"
#include "core/mail/compose.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <string>

namespace vorrang {

/// What a message says to publish: its writer's own words, without commands, quotes and signature.
[[nodiscard]] std::string article_text(std::string_view header, std::string_view body);

/// Writes the mails of articles. What is published, the database decides when an agent does it; the
/// article stands in its folder of Knowledge when its mail is written.
class Articles {
  public:
    Articles(PgSessions& sessions, const Clock& clock, mail::Mailbox from);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<void>> write(PgSession* session, api::Article article);
    awaitable<Result<std::string>> text_of(PgSession* session, api::Article article);

    PgSessions& sessions_;
    const Clock& clock_;
    mail::Mailbox from_;
    Worker worker_;
};

} // namespace vorrang
