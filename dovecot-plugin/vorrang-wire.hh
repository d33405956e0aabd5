#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The text form of docs/protocol.md: escaped fields, numbers, sets of uids. No I/O.
namespace vorrang::wire {

/// `text` as one field of a line: TAB, CR, LF, NUL and \001 escaped as in Dovecot's services.
[[nodiscard]] std::string escape(std::string_view text);

/// The text of one field; an escape that means nothing is kept as it stands.
[[nodiscard]] std::string unescape(std::string_view field);

/// The fields of a line (without its LF), still escaped. A line has at least one.
[[nodiscard]] std::vector<std::string_view> split(std::string_view line);

/// A request line: verb and escaped arguments, with its LF.
[[nodiscard]] std::string line(std::string_view verb, std::span<const std::string> arguments);

/// A decimal number without sign; nothing else is let through.
[[nodiscard]] std::optional<std::uint64_t> number(std::string_view field);

/// Uids `first` to `last`, both in it.
struct UidRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool operator==(const UidRange&) const = default;
};

/// `1:5,9` as ranges. Nothing if it is no ascending set of positive numbers.
[[nodiscard]] std::optional<std::vector<UidRange>> parse_uids(std::string_view set);

/// `uids` (ascending) in IMAP's form, neighbours joined.
[[nodiscard]] std::string format_uids(std::span<const std::uint32_t> uids);

/// Every uid of the ranges. Sets that vorrangd answers are small; a range of more than 2^20 is cut.
[[nodiscard]] std::vector<std::uint32_t> expand(std::span<const UidRange> ranges);

} // namespace vorrang::wire
