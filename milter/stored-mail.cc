#include "milter/stored-mail.hh"

namespace vorrang::milter {

Result<FirstChunks> first_chunks(const mail::RawMail& mail) {
    auto header = mail.header_chunk(0);
    if (!header) {
        return pass_on(header);
    }
    auto body = mail.body_chunk(0);
    if (!body) {
        return pass_on(body);
    }
    return FirstChunks{std::move(*header), std::move(*body)};
}

bool fits_one_call(const mail::RawMail& mail) {
    return mail.header_chunks() == 1 && mail.body_chunks() == 1;
}

Result<void>
add_chunks(pg::Connection& connection, std::int64_t message, const mail::RawMail& mail) {
    api::Intake calls(connection);
    for (std::size_t n = 1; n < mail.header_chunks(); ++n) {
        const auto chunk = mail.header_chunk(n);
        const auto done = chunk ? calls.add_chunk(message, api::MailPart::header, n, *chunk)
                                : Result<void>(pass_on(chunk));
        if (!done) {
            return done;
        }
    }
    for (std::size_t n = 1; n < mail.body_chunks(); ++n) {
        const auto chunk = mail.body_chunk(n);
        const auto done = chunk ? calls.add_chunk(message, api::MailPart::body, n, *chunk)
                                : Result<void>(pass_on(chunk));
        if (!done) {
            return done;
        }
    }
    return {};
}

} // namespace vorrang::milter
