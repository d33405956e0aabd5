#pragma once

#include "core/error.hh"
#include "core/mail/raw-mail.hh"
#include "milter/desk.hh"
#include "milter/envelope.hh"
#include "milter/mta-actions.hh"
#include "milter/outgoing-mark.hh"
#include "milter/verdict.hh"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::milter {

/// One SMTP session: its stages in, verdicts out. Knows nothing of libmilter. One thread at a time,
/// but not always the same. A session may bring several mails; each begins at mail().
class Session {
  public:
    /// A header longer than this is refused: it is held in memory when it is read.
    static constexpr std::size_t header_limit = std::size_t{4} << 20;

    Session(Desk desk, Peer peer);

    void helo(std::string_view name);
    void mail(const MtaActions& mta, std::string_view argument);
    /// `original`: the same recipient before an alias (original_recipient()), "" if nobody says.
    [[nodiscard]] Verdict
    recipient(MtaActions& mta, std::string_view argument, std::string original = "");
    /// Here a mail that is none of ours ends: an accept before the last RCPT would hide the rest.
    [[nodiscard]] Verdict data();
    void header(std::string_view name, std::string_view value);
    [[nodiscard]] Verdict end_of_headers();
    void body(std::string_view bytes);
    [[nodiscard]] Verdict end_of_message(MtaActions& mta);
    /// The mail under way came to nothing; the session may bring another.
    void abort();

    /// Something went wrong where the MTA waits for no answer: this mail ends in 451.
    void spoil(Error error);

  private:
    /// How the mail under way is treated.
    enum class Way {
        pass,     ///< none of ours
        header,   ///< read to the end of the header: an agent's without a desk address, or watched
        whole,    ///< ours: read and stored
        outgoing, ///< vorrangd's own, on its private port
    };

    void reset();
    void note(const Result<void>& done);
    [[nodiscard]] bool must_be_read_whole();
    [[nodiscard]] bool is_watched() const;
    void observe();
    [[nodiscard]] Result<void> tell_observer();
    [[nodiscard]] bool came_by(const std::vector<std::string>& daemons) const;
    [[nodiscard]] Result<Recipient> resolve(std::string_view argument);
    [[nodiscard]] Verdict judge_recipient(MtaActions& mta, const Recipient& recipient);
    [[nodiscard]] Verdict finish_whole(MtaActions& mta);
    [[nodiscard]] Verdict finish_agent(MtaActions& mta,
                                       const api::IntakeFacts& facts,
                                       const Directory& directory,
                                       Instant now);
    [[nodiscard]] Verdict
    finish_intake(MtaActions& mta, const api::IntakeFacts& facts, Instant now);
    [[nodiscard]] Verdict finish_outgoing(MtaActions& mta);
    [[nodiscard]] Verdict pass_outgoing(MtaActions& mta, const OutgoingAttempt& attempt);
    [[nodiscard]] Verdict leave_alone(MtaActions& mta);
    [[nodiscard]] Verdict take_off(MtaActions& mta, bool everybody);
    [[nodiscard]] Verdict refuse(MtaActions& mta, std::string_view sentence);
    [[nodiscard]] Verdict defer(MtaActions& mta, const Error& error);
    void add_trace(Instant now);

    Desk desk_;
    Peer peer_;

    // Of the mail under way; begun anew by reset().
    std::shared_ptr<const Settings> settings_;
    Envelope envelope_;
    Way way_ = Way::pass;
    bool watched_ = false; ///< an observer is told of it
    std::optional<mail::RawMail> raw_;
    OutgoingMark mark_;
    std::optional<Error> spoilt_;
};

} // namespace vorrang::milter
