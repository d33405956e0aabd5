#pragma once

#include "core/error.hh"
#include "daemon/asio.hh"
#include "daemon/desk/protocol.hh"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace vorrang::desk {

/// The answer to one request: data lines, then exactly one end line. Goes out in pieces, so that a
/// long one never stands whole in memory.
class Answer {
  public:
    /// Sends bytes; false: the client is gone.
    using Send = std::function<awaitable<bool>(std::string bytes)>;

    explicit Answer(Send send)
        : send_(std::move(send)) {}

    void line(std::initializer_list<std::string_view> fields);

    void payload(std::string_view bytes) { out_ += bytes; }

    /// Bytes written as they are: for lines made elsewhere.
    [[nodiscard]] std::string& raw() { return out_; }

    void ok(std::initializer_list<std::string_view> fields = {});
    void no(const Refusal& refusal);
    void bad(std::string_view sentence);
    /// NO with the code that the error means; a defect is logged with the verb.
    void no(std::string_view verb, const Error& error);

    [[nodiscard]] bool full() const { return out_.size() >= flush_size; }

    /// Sends what is there. False: the client is gone, nothing more is wanted.
    awaitable<bool> flush();

  private:
    static constexpr std::size_t flush_size = std::size_t{64} << 10;

    Send send_;
    std::string out_;
};

} // namespace vorrang::desk
