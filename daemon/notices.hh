#pragma once

#include "core/api/notices.hh"
#include "core/clock.hh"
#include "core/mail/compose.hh"
#include "core/result.hh"
#include "daemon/pg-sessions.hh"
#include "daemon/worker.hh"

#include <string>

namespace vorrang {

/// The mail of a notice: from the desk, to its agent, subject `! [#4815] …`. `quoted` is the text
/// of the mail that the notice is about: the newer message of a collision, the reply that failed.
Result<mail::ComposedMail> compose_notice_mail(const api::Notice& notice,
                                               const std::string& quoted,
                                               const mail::Mailbox& from,
                                               Instant now);

/// Gives notices their text. Who is told what, the database decides when it happens; the notice
/// stands in the INBOX when its mail is written.
class Notices {
  public:
    Notices(PgSessions& sessions, const Clock& clock, mail::Mailbox from);

    [[nodiscard]] Worker& worker() { return worker_; }

  private:
    awaitable<Result<bool>> step();
    awaitable<Result<void>> write(PgSession* session, api::Notice notice);
    awaitable<Result<std::string>> quoted_text(PgSession* session, api::Notice notice);

    PgSessions& sessions_;
    const Clock& clock_;
    mail::Mailbox from_;
    Worker worker_;
};

} // namespace vorrang
