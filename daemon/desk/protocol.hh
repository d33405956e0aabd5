#pragma once

#include "core/error.hh"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The line protocol of docs/protocol.md as pure functions: bytes to values and back, no I/O.
namespace vorrang::desk {

inline constexpr std::size_t request_limit = std::size_t{1} << 20; ///< bytes of a line with its LF
inline constexpr std::size_t payload_limit = std::size_t{256} << 10;
inline constexpr std::size_t headers_limit = 1000; ///< uids of one HEADERS
inline constexpr std::size_t uids_limit = 500'000; ///< uids of one request
inline constexpr std::size_t open_requests = 64;

using Uids = std::vector<std::int64_t>;

/// A request line taken apart: verb and unescaped arguments.
struct Request {
    std::string verb;
    std::vector<std::string> arguments;
};

/// A line without its LF. Nothing: an escape that does not exist.
[[nodiscard]] std::optional<Request> parse_request(std::string_view line);

/// Fields joined by TAB, escaped, with the LF.
[[nodiscard]] std::string format_line(std::span<const std::string_view> fields);
[[nodiscard]] std::string format_line(std::initializer_list<std::string_view> fields);

void append_escaped(std::string& out, std::string_view field);

/// A decimal number of the protocol: no sign, no leading zeros, up to 2^63−1.
[[nodiscard]] std::optional<std::int64_t> parse_number(std::string_view text);

/// `1:5,9,12:14` in the order it stands, which must be ascending; at most uids_limit numbers.
[[nodiscard]] std::optional<Uids> parse_uids(std::string_view text);

/// The same numbers as a sequence-set; they must ascend.
[[nodiscard]] std::string format_uids(std::span<const std::int64_t> uids);

/// `\Seen $label1` taken apart.
[[nodiscard]] std::vector<std::string> parse_flags(std::string_view text);

/// What an error is in IMAP: response code and sentence.
struct Refusal {
    std::string code;
    std::string sentence;
};

/// The code an error carries in its hint (`imap:EXPUNGEISSUED`), else the one of its kind. What a
/// defect says stays in the log: its sentence is ours.
[[nodiscard]] Refusal refusal_of(const Error& error);

/// One line of ASCII, at most 400 characters.
[[nodiscard]] std::string sentence(std::string_view text);

} // namespace vorrang::desk
