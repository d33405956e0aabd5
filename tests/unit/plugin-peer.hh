#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace vorrang::test {

/// The other end of the plugin's socket, played line by line in a thread of its own.
class Peer {
  public:
    /// One accepted connection; hello and LOGIN have been exchanged unless told otherwise.
    class Connection {
      public:
        explicit Connection(int fd)
            : fd_(fd) {}

        ~Connection();
        Connection(const Connection&) = delete;
        Connection& operator=(const Connection&) = delete;

        /// The next line without LF; empty when the client is gone.
        std::string line();
        std::string bytes(std::size_t count);
        void send(const std::string& text);
        void greet(const std::string& login_answer = "OK\tanna\n");

      private:
        bool receive();

        int fd_;
        std::string buffer_;
    };

    using Part = std::function<void(Connection&)>;

    /// Plays one part per connection, in order.
    explicit Peer(std::vector<Part> parts);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

    [[nodiscard]] int connections() const { return connections_; }

  private:
    void play();

    std::string directory_;
    std::string path_;
    int listener_ = -1;
    std::vector<Part> parts_;
    std::atomic<int> connections_{0};
    std::thread thread_;
};

} // namespace vorrang::test
