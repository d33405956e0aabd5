#pragma once

#include "dovecot-plugin/vorrang-socket.hh"
#include "dovecot-plugin/vorrang-wire.hh"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// vorrangd as the storage driver sees it: docs/protocol.md as blocking calls, each of which ends
/// in time. Knows nothing of Dovecot.
namespace vorrang {

/// Why vorrangd did not do it: an IMAP response code and a sentence for the agent.
struct Refusal {
    std::string code;
    std::string sentence;
};

template <typename T> using Answer = tl::expected<T, Refusal>;

struct ClientOptions {
    std::string socket_path;
    std::string login;
    std::chrono::milliseconds timeout{10'000}; ///< a request without a byte received
    std::chrono::milliseconds connect_timeout{1000};
    std::chrono::milliseconds hello_timeout{2000};
    std::chrono::milliseconds back_off{1000};    ///< after a failure requests fail at once
    std::function<void(const std::string&)> log; ///< what went wrong, for the admin
};

struct Folder {
    std::string name;
    std::string id;
    std::string special_use;
    bool writable = true;
    bool subscribed = true;
    bool operator==(const Folder&) const = default;
};

struct FolderState {
    std::uint32_t uid_validity = 0;
    std::uint32_t uid_next = 1;
    std::uint64_t highest_modseq = 0;
    bool all = false; ///< the answer names every row
};

struct FolderStatus {
    Folder folder;
    FolderState state;
    std::uint32_t messages = 0;
    std::uint32_t unseen = 0;
};

struct Row {
    std::uint32_t uid = 0;
    std::uint64_t modseq = 0;
    std::int64_t date = 0;
    std::uint64_t size = 0;
    std::int64_t saved = 0;
    std::string flags;
};

struct OpenedFolder {
    Folder folder;
    FolderState state;
    std::vector<Row> rows;
    std::vector<wire::UidRange> gone;
};

struct FlagChange {
    bool add = true;
    std::vector<std::uint32_t> uids; ///< ascending
    std::string flags;
};

/// Target rows in the order of the request; no uids where rows do not map one to one.
struct Placed {
    std::uint32_t uid_validity = 0;
    std::vector<std::uint32_t> uids;
};

/// A mail to append. `next` gives its bytes piece by piece, an empty piece on a reading error.
struct MailToAppend {
    std::optional<std::int64_t> date;
    std::string flags;
    std::uint64_t size = 0;
    std::function<std::string_view()> next;
};

using Headers = std::unordered_map<std::uint32_t, std::string>;

/// Takes a message piece by piece; `begin` comes first, and again if a broken connection makes it
/// start over. False stops.
using Piece = std::function<bool(std::string_view)>;

struct BodySink {
    std::function<bool()> begin;
    Piece piece;
};

class Client {
  public:
    explicit Client(ClientOptions options)
        : options_(std::move(options)) {}

    [[nodiscard]] Answer<std::vector<Folder>> list();
    [[nodiscard]] Answer<Folder> find(const std::string& folder);
    [[nodiscard]] Answer<FolderStatus> status(const std::string& folder);
    /// Of all folders that LIST shows and vorrangd keeps up to date; none if it is too old to tell.
    [[nodiscard]] Answer<std::vector<FolderStatus>> statuses();
    [[nodiscard]] Answer<OpenedFolder>
    open(const std::string& folder, std::uint32_t uid_validity, std::uint64_t since);
    [[nodiscard]] Answer<void> close(const std::string& folder);
    [[nodiscard]] Answer<void>
    manage(const std::string& what, const std::string& folder, const std::string& to = {});

    [[nodiscard]] Answer<Headers> headers(const std::string& folder,
                                          const std::vector<std::uint32_t>& uids);
    [[nodiscard]] Answer<void>
    body(const std::string& folder, std::uint32_t uid, const BodySink& sink);

    /// Asks for headers without waiting; any other request first takes their answer in.
    void post_headers(const std::string& folder, const std::vector<std::uint32_t>& uids);

    /// What was posted last, waiting for it if need be. Empty if it got lost.
    [[nodiscard]] Headers take_posted();

    [[nodiscard]] Answer<void> flags(const std::string& folder,
                                     const std::vector<FlagChange>& changes);
    [[nodiscard]] Answer<void> expunge(const std::string& folder,
                                       const std::vector<std::uint32_t>& uids);
    [[nodiscard]] Answer<Placed> act(const std::string& how,
                                     const std::string& source,
                                     const std::vector<std::uint32_t>& uids,
                                     const std::string& target);
    [[nodiscard]] Answer<Placed>
    append(const std::string& how, const std::string& folder, std::vector<MailToAppend>& mails);
    [[nodiscard]] Answer<void>
    leave(const std::string& source, const std::string& target, const std::string& special_use);

    [[nodiscard]] const ClientOptions& options() const { return options_; }

    /// Grows with each request that may change something.
    [[nodiscard]] std::uint64_t writes() const { return writes_; }

  private:
    using Fields = std::vector<std::string_view>;
    using Steady = std::chrono::steady_clock;

    enum class Repeat { never, once };

    struct Request {
        std::string line;
        Repeat repeat = Repeat::once;
        std::chrono::milliseconds timeout{};
        std::function<void()> begin{};             ///< forget what an earlier attempt left
        std::function<bool(const Fields&)> data{}; ///< a data line; false: not understood
        std::function<bool()> payload{};           ///< sends what follows the line
    };

    Answer<std::vector<std::string>> ask(const Request& request);
    Answer<std::vector<std::string>> attempt(const Request& request);
    Answer<std::vector<std::string>> read_answer(const Request& request);
    Answer<Placed> ask_placed(const Request& request);
    Answer<void> ask_done(const Request& request);
    Answer<void> connect();
    Answer<void> say_hello();
    bool read_bytes(std::uint64_t count, const Piece& sink);
    std::function<bool(const Fields&)> into_headers(Headers& headers);
    bool send_mails(std::vector<MailToAppend>& mails);
    void drain_posted();
    Refusal away(const std::string& why);
    Refusal defect(const std::string& why);
    Request reading(std::string_view verb, const std::vector<std::string>& arguments) const;
    Request writing(std::string_view verb, const std::vector<std::string>& arguments);

    ClientOptions options_;
    Socket socket_;
    std::uint64_t minor_ = 0; ///< of vorrangd's protocol
    std::uint64_t writes_ = 0;
    std::optional<Steady::time_point> retry_at_;
    std::optional<Refusal> last_failure_;
    bool posted_ = false;
    Headers posted_headers_;
};

} // namespace vorrang
