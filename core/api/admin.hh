#pragma once

#include "core/clock.hh"
#include "core/mail/mail-numbers.hh"
#include "core/pg/connection.hh"
#include "core/result.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vorrang::api {

/// What the admin's command may ask of the database. Nouns are those of vorrang_api: "customer",
/// "channel", …; answers are the objects that `--json` prints.
class Admin {
  public:
    explicit Admin(pg::Connection& connection)
        : connection_(connection) {}

    /// Creates or changes one object; what `fields` does not name stays. Returns it as show does.
    [[nodiscard]] Result<boost::json::value> set(std::string_view noun,
                                                 std::string_view key,
                                                 const boost::json::object& fields,
                                                 Instant now);
    /// Takes one away, or says what still needs it; `fields` says more of which, as an escalation's
    /// level.
    [[nodiscard]] Result<boost::json::value> remove(std::string_view noun,
                                                    std::string_view key,
                                                    const boost::json::object& fields,
                                                    Instant now);
    /// A verb that only this noun has, as the function NOUN_VERB describes it.
    [[nodiscard]] Result<boost::json::value> act(std::string_view noun,
                                                 std::string_view verb,
                                                 std::string_view key,
                                                 const boost::json::object& fields,
                                                 Instant now);
    // Time and bills, each as the function of that name describes it.
    [[nodiscard]] Result<boost::json::value>
    time_add(std::string_view ticket, const boost::json::object& fields, Instant now);
    [[nodiscard]] Result<boost::json::value>
    time_correct(std::string_view entry, const boost::json::object& fields, Instant now);
    [[nodiscard]] Result<boost::json::value> time_release(const boost::json::object& which,
                                                          Instant now);
    [[nodiscard]] Result<boost::json::value> bill_preview(const boost::json::object& which,
                                                          Instant now);
    [[nodiscard]] Result<boost::json::value> bill_run(const boost::json::object& which,
                                                      Instant now);
    [[nodiscard]] Result<boost::json::value> bill_held(const boost::json::object& which,
                                                       Instant now);
    [[nodiscard]] Result<boost::json::value>
    bill_void(std::string_view number, const boost::json::object& fields, Instant now);
    [[nodiscard]] Result<boost::json::value> report_effort(const boost::json::object& filter,
                                                           Instant now);
    [[nodiscard]] Result<boost::json::value> report_contingent(std::string_view key, Instant now);
    [[nodiscard]] Result<boost::json::value> bill_document(std::string_view number);

    /// A desk on a virtual clock, as vorrang_api.simulate describes it; by the owner of an empty
    /// database.
    [[nodiscard]] Result<boost::json::value> simulate(const boost::json::object& wanted,
                                                      Instant now);

    /// Another key for a channel; its folders have the new name at once.
    [[nodiscard]] Result<boost::json::value>
    channel_rename(std::string_view key, std::string_view other, Instant now);
    /// An agent goes away or comes back, as vorrang_api.agent_absent describes it; returns the
    /// agent.
    [[nodiscard]] Result<boost::json::value>
    agent_absent(std::string_view key, const boost::json::object& fields, Instant now);
    [[nodiscard]] Result<boost::json::value>
    list(std::string_view noun, const boost::json::object& filter, Instant now);
    [[nodiscard]] Result<boost::json::value>
    show(std::string_view noun, std::string_view key, Instant now);

    /// Tickets and messages that carry this Message-ID: [{"ticket":4815,"message":17}].
    [[nodiscard]] Result<boost::json::value> find_message_id(std::string_view message_id);

    /// Why a ticket stands where it stands: in its queue, or in this agent's INBOX; sentences in
    /// "lines".
    [[nodiscard]] Result<boost::json::value>
    explain(const std::string& ticket, const std::optional<std::string>& agent, Instant now);

    /// When so many seconds of a calendar's open time from an instant on are used up: {"due": in
    /// UTC, "local": in its zone}.
    [[nodiscard]] Result<boost::json::value>
    calendar_due(std::string_view key, Instant from, std::int64_t seconds);

    /// What would become of a mail, as vorrang_api.rule_try describes it.
    [[nodiscard]] Result<boost::json::value> rule_try(const boost::json::object& facts,
                                                      Instant now);

    /// How things stand now, as vorrang_api.report_now describes it.
    [[nodiscard]] Result<boost::json::value> report_now(const boost::json::object& filter,
                                                        Instant now);

    /// Up to `limit` tickets above this number, as `show` gives them: vorrang_api.export_tickets.
    [[nodiscard]] Result<boost::json::value>
    export_tickets(std::int64_t after, int limit, std::string_view channel, Instant now);

    /// The next links of the chain over the history, reckoned anew: vorrang_api.audit_verify.
    [[nodiscard]] Result<boost::json::value>
    audit_verify(std::int64_t after_link, int limit, Instant now);

    /// The chain at a link, in hexadecimal digits; "": there is no such link.
    [[nodiscard]] Result<std::string> audit_chain(std::int64_t link);

    /// The next events of a time, oldest first: vorrang_api.audit_export.
    [[nodiscard]] Result<boost::json::value> audit_export(std::int64_t after,
                                                          int limit,
                                                          std::optional<Instant> from,
                                                          std::optional<Instant> until,
                                                          Instant now);

    /// What was seen at observed channels, as vorrang_api.report_observe describes it.
    [[nodiscard]] Result<boost::json::value> report_observe(const boost::json::object& filter,
                                                            Instant now);

    /// What to look for in mails.
    [[nodiscard]] Result<mail::NumberSearch> number_search();

    /// What numbers, as IntakeFacts has them, mean now: vorrang_api.pattern_try.
    [[nodiscard]] Result<boost::json::value> pattern_try(const boost::json::array& numbers,
                                                         Instant now);

    /// Hands the message's stored bytes, header first, to `sink` chunk by chunk.
    [[nodiscard]] Result<void> message_raw(std::int64_t message,
                                           const std::function<void(std::string_view)>& sink);

    /// Makes rows of an imported file true: `kind` is that of vorrang_api.import_<kind>, rows and
    /// answers, one a row in the same order, are described in sql/functions/import-customers.sql.
    /// A row may be wrong and the call good. `conflict`: another import is running.
    [[nodiscard]] Result<boost::json::value>
    import_rows(std::string_view kind, const boost::json::array& rows, Instant now);

    /// Ends an import of customers: ranks open tickets of customers whose class changed; how many.
    [[nodiscard]] Result<std::int64_t> import_rank(Instant now);

    /// The number of the newest migration the database has; needs no right but CONNECT and EXECUTE.
    [[nodiscard]] Result<int> schema_version();

  private:
    [[nodiscard]] Result<boost::json::value> one(const std::string& sql, const pg::Params& params);

    pg::Connection& connection_;
};

} // namespace vorrang::api
