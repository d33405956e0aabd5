#pragma once

// What stands around a milter session in unit tests: an MTA that records, a desk without database.

#include "milter/agent-reply.hh"
#include "milter/desk.hh"
#include "milter/enquiry.hh"
#include "milter/mta-actions.hh"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vorrang::milter::test {

class RecordingMta final : public MtaActions {
  public:
    [[nodiscard]] std::string macro(const char* name) const override {
        const auto found = macros.find(name);
        return found == macros.end() ? "" : found->second;
    }

    void reply(const char* code, const char* enhanced, std::string_view sentence) override {
        last_reply = std::string(code) + " " + enhanced + " " + std::string(sentence);
    }

    [[nodiscard]] bool delete_recipient(const std::string& as_given) override {
        deleted.push_back(as_given);
        return takes_edits;
    }

    [[nodiscard]] bool remove_header(const char* name, int n) override {
        removed.emplace_back(name, n);
        return takes_edits;
    }

    std::map<std::string, std::string> macros{{"i", "4Zqueue"}};
    bool takes_edits = true;
    std::string last_reply;
    std::vector<std::string> deleted;
    std::vector<std::pair<std::string, int>> removed;
};

inline api::DirectoryEntries small_world() {
    return {{"desk.example"},
            {},
            {{1, "support", "support@desk.example"}, {2, "sales", "sales@desk.example"}},
            {{1, "anna", "anna@staff.example", "Anna Berg"}},
            {}};
}

class FakeDirectory final : public DirectorySource {
  public:
    [[nodiscard]] std::shared_ptr<const Directory> current() const override { return snapshot; }

    [[nodiscard]] Result<std::shared_ptr<const Directory>> refresh() override {
        ++refreshes;
        if (away) {
            return fail(ErrorCode::unavailable, "away");
        }
        snapshot = std::make_shared<const Directory>(entries);
        return snapshot;
    }

    api::DirectoryEntries entries = small_world();
    std::shared_ptr<const Directory> snapshot = std::make_shared<const Directory>(entries);
    bool away = false;
    int refreshes = 0;
};

/// Keeps what it was given; answers what the test says.
class FakeStore final : public DeskStore {
  public:
    [[nodiscard]] Result<api::IntakeStored>
    take(const api::IntakeFacts& facts, const mail::RawMail& mail, Instant now) override {
        taken.push_back(facts);
        header = mail.header(0, mail.header_size()).value();
        body = mail.body(0, mail.body_size()).value();
        at = now;
        return answer;
    }

    [[nodiscard]] Result<api::ReplyStored>
    take_reply(const api::ReplyFacts& facts, const mail::RawMail&, Instant) override {
        replies.push_back(facts);
        return reply;
    }

    [[nodiscard]] Result<std::vector<api::StoredText>>
    texts(const api::ReplyFacts&, bool, Instant) override {
        return std::vector<api::StoredText>();
    }

    [[nodiscard]] Result<api::EnquiryStored>
    take_enquiry(const Enquiry& enquiry, const mail::RawMail&, Instant) override {
        enquiries.push_back(enquiry);
        return enquiry_answer;
    }

    [[nodiscard]] Result<std::string>
    answer_question(const std::string& /*login*/,
                    const std::vector<std::pair<std::string, std::string>>& lines,
                    Instant /*now*/) override {
        return std::string(lines.empty() ? "ask something" : "");
    }

    [[nodiscard]] Result<std::optional<std::int64_t>>
    ticket_of_agent(const std::string& login, const std::vector<std::int64_t>&) override {
        asked_login = login;
        return visible_ticket;
    }

    [[nodiscard]] Result<api::OutboxAnswer>
    accept_outgoing(std::int64_t id, int attempt, const std::string& queue_id, Instant) override {
        asked.emplace_back(id, attempt);
        asked_queue_id = queue_id;
        return outgoing;
    }

    Result<api::IntakeStored> answer = api::IntakeStored{api::IntakeOutcome::open, 4815, 1};
    Result<api::OutboxAnswer> outgoing = api::OutboxAnswer::accept;
    Result<api::ReplyStored> reply = api::ReplyStored{api::ReplyOutcome::reply, 4815, 2, ""};
    Result<std::optional<std::int64_t>> visible_ticket = std::optional<std::int64_t>();
    std::vector<api::ReplyFacts> replies;
    std::vector<Enquiry> enquiries;
    Result<api::EnquiryStored> enquiry_answer =
        api::EnquiryStored{api::EnquiryOutcome::open, 4815, 3};
    std::string asked_login;
    std::vector<api::IntakeFacts> taken;
    std::string header;
    std::string body;
    Instant at;
    std::vector<std::pair<std::int64_t, int>> asked;
    std::string asked_queue_id;
};

class FakeObserver final : public Observer {
  public:
    void saw(Observation observation) override { seen.push_back(std::move(observation)); }

    std::vector<Observation> seen;
};

inline Settings usual_settings() {
    Settings settings;
    settings.hostname = "desk.example.host";
    settings.aliases = {"info@desk.example"};
    settings.authserv_ids = {"mx.desk.example"};
    settings.verified_daemons = {"RELAY"};
    settings.reentry_daemons = {"REENTRY"};
    settings.outbox_daemons = {"OUTBOX"};
    settings.spool_directory = "/nonexistent";
    return settings;
}

/// All parts of a desk, and what a session needs to see of them.
struct FakeDesk {
    SettingsSource settings{usual_settings()};
    FakeDirectory directory;
    FakeStore store;
    AgentReply agents{store};
    FakeObserver observer;
    FixedClock clock{Instant(std::chrono::seconds(1795339445))}; // Sun, 22 Nov 2026 09:24:05 +0000

    AttemptLog attempts;

    [[nodiscard]] Desk desk() {
        return {settings, directory, store, agents, observer, clock, attempts};
    }
};

} // namespace vorrang::milter::test
