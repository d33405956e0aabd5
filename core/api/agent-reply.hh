#pragma once

#include "core/api/intake.hh"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vorrang::api {

/// What `#time` or `#correct` says; nothing of it where there is none.
struct BookedTime {
    std::optional<int> minutes{};
    std::optional<int> start{}; ///< minutes since midnight, where it was said
    std::string comment{};
};

/// What was read from a mail that an agent sends about a ticket, as agent_reply takes it.
struct ReplyFacts {
    IntakeFacts mail;  ///< as of any mail; `login` is the agent's
    bool note = false; ///< an internal note by its address or by a #note line
    std::vector<std::pair<std::string, std::string>> lines; ///< commands on top: word, arguments
    BookedTime time;
    std::vector<std::string> attached; ///< Message-IDs of the mails attached to it
    bool quotes_cover = false;         ///< a cover sheet stands in it
    bool bare = false;                 ///< nothing but commands stands in it
    /// A copy of a mail that leaves by itself, for this ticket (log+4815@, log+4815.TOKEN@).
    std::optional<TokenFact> log;
    std::optional<std::int64_t> repeats; ///< the internal note whose words stand in it
    std::string text;                    ///< his own words, for the notice at a collision
    std::string question;                ///< of #ask, as he wrote it
    /// Where the canned replies are there that he asks for: name → channel key and language, each
    /// "" for all.
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> canned;
};

[[nodiscard]] boost::json::object to_json(const ReplyFacts& facts);

/// Adds an agent's lines as every function of the API takes them: lines [{word, args}],
/// time_minutes, time_start, time_comment.
void add_lines(boost::json::object& out,
               const std::vector<std::pair<std::string, std::string>>& lines,
               const BookedTime& time);

enum class ReplyOutcome {
    reply,     ///< committed: vorrangd composes and sends
    note,      ///< committed: nothing leaves
    copy,      ///< committed: the mail leaves as it is, and is the ticket's too
    duplicate, ///< a retry of what is committed: say 250
    refused,   ///< a rule says no; what the refusal leaves (event, notice) is to be committed
};

/// A message of a ticket with the first chunk of its header and body.
struct StoredText {
    std::int64_t message = 0;
    std::string header;
    std::string body;
};

struct ReplyStored {
    ReplyOutcome outcome = ReplyOutcome::refused;
    std::int64_t ticket = 0;
    std::int64_t message = 0;
    std::string sentence; ///< for the agent's client, at a refusal
};

/// The milter's calls about agents' mail, on one connection.
class AgentReplies {
  public:
    explicit AgentReplies(pg::Connection& connection)
        : connection_(connection) {}

    /// The first of these tickets that the agent of this login may see.
    [[nodiscard]] Result<std::optional<std::int64_t>>
    ticket_of(const std::string& login, const std::vector<std::int64_t>& tags);

    /// The ticket's newest internal notes, or, `open`, what of it and of their writers' other mails
    /// left the desk or came from outside.
    [[nodiscard]] Result<std::vector<StoredText>>
    texts(const boost::json::object& facts, bool open, Instant now);

    /// Checks and commits a reply or note with the first chunk of header and body.
    [[nodiscard]] Result<ReplyStored> store(const boost::json::object& facts,
                                            std::string_view header,
                                            std::string_view body,
                                            Instant now);

  private:
    pg::Connection& connection_;
};

} // namespace vorrang::api
