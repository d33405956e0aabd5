// Stores a ticket that an agent opens for somebody else.
#include "core/api/mail-facts.hh"
#include "core/api/number-search.hh"
#include "milter/enquiry.hh"
#include "milter/pg-store.hh"
#include "milter/stored-mail.hh"

namespace vorrang::milter {

namespace {

/// The customer's own mail, read as any mail is.
struct Original {
    mail::RawMail raw;
    api::MailPieces pieces;
};

Result<api::MailPieces> pieces_of(const mail::RawMail& raw, boost::json::object facts) {
    auto first = first_chunks(raw);
    if (!first) {
        return pass_on(first);
    }
    return api::MailPieces{std::move(facts), std::move(first->header), std::move(first->body)};
}

Result<std::optional<Original>> read_original(const Enquiry& enquiry) {
    if (!enquiry.original) {
        return std::optional<Original>();
    }
    auto raw = api::raw_mail_of(
        enquiry.original->first, enquiry.original->second, enquiry.spool_directory);
    if (!raw) {
        return pass_on(raw);
    }
    // Its envelope is lost. An empty sender would make a bounce of it.
    auto facts = api::facts_of_mail(
        *raw,
        {.sender = enquiry.facts.customer.address, .view_host = enquiry.view_host},
        enquiry.desk_domains);
    if (facts) {
        if (const auto read = api::read_numbers(*raw, enquiry.numbers, *facts); !read) {
            return pass_on(read);
        }
    }
    auto pieces =
        facts ? pieces_of(*raw, api::to_json(*facts)) : Result<api::MailPieces>(pass_on(facts));
    if (!pieces) {
        return pass_on(pieces);
    }
    return std::optional(Original{std::move(*raw), std::move(*pieces)});
}

/// One attempt, on one connection.
class Opening {
  public:
    Opening(pg::Connection& connection,
            const api::MailPieces& mail,
            const mail::RawMail& raw,
            const std::optional<Original>& original,
            Instant now)
        : connection_(connection)
        , mail_(mail)
        , raw_(raw)
        , original_(original)
        , now_(now) {}

    Result<api::EnquiryStored> run() {
        auto stored = store(std::nullopt);
        if (stored && stored->outcome == api::EnquiryOutcome::need_number) {
            const auto number = api::Intake(connection_).next_number();
            stored = number ? store(*number) : Result<api::EnquiryStored>(pass_on(number));
        }
        return stored;
    }

  private:
    Result<api::EnquiryStored> store(std::optional<std::int64_t> number) {
        if (const auto begun = connection_.begin(); !begun) {
            return pass_on(begun);
        }
        auto stored = api::Enquiries(connection_)
                          .open(mail_, number, original_ ? &original_->pieces : nullptr, now_);
        if (!stored) {
            return stored; // the lease rolls back
        }
        if (const auto added = add_rest(*stored); !added) {
            return pass_on(added);
        }
        if (const auto done = connection_.commit(); !done) {
            return pass_on(done);
        }
        return stored;
    }

    Result<void> add_rest(const api::EnquiryStored& stored) {
        if (stored.outcome != api::EnquiryOutcome::open &&
            stored.outcome != api::EnquiryOutcome::append) {
            return {};
        }
        if (stored.original_is_new && original_) {
            if (auto added = add_chunks(connection_, *stored.original, original_->raw); !added) {
                return added;
            }
        }
        return add_chunks(connection_, stored.message, raw_);
    }

    pg::Connection& connection_;
    const api::MailPieces& mail_;
    const mail::RawMail& raw_;
    const std::optional<Original>& original_;
    Instant now_;
};

} // namespace

Result<api::EnquiryStored>
PgStore::take_enquiry(const Enquiry& enquiry, const mail::RawMail& mail, Instant now) {
    const auto original = read_original(enquiry);
    if (!original) {
        return pass_on(original);
    }
    const auto pieces = pieces_of(mail, api::to_json(enquiry.facts));
    if (!pieces) {
        return pass_on(pieces);
    }
    auto stored =
        with_retries<api::EnquiryStored>(pool_, WhenLost::repeat, [&](pg::Connection& connection) {
            return Opening(connection, *pieces, mail, *original, now).run();
        });
    if (stored) {
        wake_.poke();
    }
    return stored;
}

} // namespace vorrang::milter
