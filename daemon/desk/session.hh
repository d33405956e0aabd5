#pragma once

#include "daemon/asio.hh"
#include "daemon/desk/arrival.hh"
#include "daemon/desk/desk.hh"
#include "daemon/desk/turnstile.hh"
#include "daemon/signal.hh"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace vorrang::desk {

using Socket = asio::local::stream_protocol::socket;

/// One connection of the plugin: hello, login, then requests one after the other; between the
/// answers what changed in watched folders. Ends when the peer does, or breaks the protocol.
class Session final : public Watcher {
  public:
    Session(Socket socket, Desk& desk);
    ~Session() override;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session(Session&&) = delete;
    Session& operator=(Session&&) = delete;

    /// Until the end of the connection.
    awaitable<void> run();

    void changed(const std::string& folder, std::int64_t highestmodseq) override;

    [[nodiscard]] const Seat& seat() const { return seat_; }

    /// Ends the connection after the request in progress.
    void stop();

    [[nodiscard]] bool busy() const { return busy_; }

  private:
    enum class Read { line, end, too_long };

    awaitable<void> serve();
    awaitable<void> tell_changes();
    awaitable<Read> read_line();
    awaitable<bool> handle(std::string line);
    awaitable<bool> answer(const Request* request);
    awaitable<void> dispatch(Exchange exchange);
    awaitable<void> login(Exchange exchange);
    awaitable<void> read_mails(Exchange exchange);
    awaitable<std::optional<ArrivedMail>> read_mail();
    awaitable<std::optional<std::string>> read_bytes(std::size_t bytes);
    awaitable<bool> send(std::string bytes);
    [[nodiscard]] bool hello(const Request& request);

    Socket socket_;
    Desk& desk_;
    Seat seat_;
    Turnstile writing_;
    Signal news_;
    std::map<std::string, std::int64_t> changes_; ///< to be told: folder, highestmodseq
    std::string input_;
    std::string line_;
    bool greeted_ = false;
    bool logged_in_ = false;
    bool broken_ = false;
    bool busy_ = false;
    bool stopping_ = false;
};

} // namespace vorrang::desk
