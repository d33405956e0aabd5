#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vorrang::mail {

/// One field of a header block; all are views into it.
struct HeaderField {
    std::string_view raw;   ///< all of its lines with their line ends
    std::string_view name;  ///< "" for a line that is no field
    std::string_view value; ///< as it came, leading white space included, without the last line end

    /// Field names are compared without case.
    [[nodiscard]] bool is(std::string_view other) const;
};

/// The fields of a header block (CRLF or LF), up to its end or to a blank line, at most `limit`.
[[nodiscard]] std::vector<HeaderField> split_header(std::string_view header,
                                                    std::size_t limit = std::size_t(-1));

/// The first field of that name.
[[nodiscard]] std::optional<std::string_view> find_field(const std::vector<HeaderField>& fields,
                                                         std::string_view name);

/// The value on one line: CR and LF taken out, white space trimmed at both ends.
[[nodiscard]] std::string unfold(std::string_view value);

/// Where the header of a whole mail ends and where its body starts (behind the blank line).
struct MailSplit {
    std::string_view header;
    std::string_view body;
};

[[nodiscard]] MailSplit split_mail(std::string_view mail);

/// A structured value: `attachment; filename="a b.txt"`. Parameters of RFC 2231 are put together,
/// but not decoded.
struct ParameterValue {
    std::string value;                                           ///< lower-case, without comments
    std::vector<std::pair<std::string, std::string>> parameters; ///< names lower-case

    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

[[nodiscard]] ParameterValue parse_parameters(std::string_view value);

[[nodiscard]] bool equals_folded(std::string_view a, std::string_view b);
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);

} // namespace vorrang::mail
