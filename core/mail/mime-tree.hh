#pragma once

#include "core/mail/gmime-text.hh"
#include "core/mail/header-fields.hh"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

inline constexpr std::size_t mime_depth_limit = 100;
inline constexpr std::size_t mime_parts_limit = 1000;

/// One part of a mail, as views into its bytes: what is not changed can be copied as it is.
struct MimePart {
    std::string_view header;
    std::string_view body; ///< without the line end that belongs to the next boundary
    ParameterValue content_type{"text/plain", {}};
    TransferEncoding encoding = TransferEncoding::identity;
    bool attachment = false;
    std::vector<MimePart> parts; ///< of a multipart; of message/rfc822 the one mail inside

    [[nodiscard]] bool is_multipart() const { return content_type.value.starts_with("multipart/"); }

    [[nodiscard]] bool is(std::string_view type) const { return content_type.value == type; }

    [[nodiscard]] std::string_view charset() const { return content_type.parameter("charset"); }

    /// Content without its transfer encoding.
    [[nodiscard]] std::string content() const { return decode_transfer(body, encoding); }
};

struct MimeTree {
    MimePart root;
    bool over_cap = false; ///< too deep or too many parts: what lies beyond is one opaque part
};

/// Cuts a mail into its parts in one pass over its bytes; time is linear whatever is in it.
/// The views point into `header` and `body`, which must outlive the tree.
[[nodiscard]] MimeTree parse_mime(std::string_view header, std::string_view body);

/// The first part, depth first, for which `wanted` is true; nullptr if there is none. Does not look
/// into attached mails.
template <typename Predicate>
[[nodiscard]] const MimePart* find_part(const MimePart& part, const Predicate& wanted) {
    if (wanted(part)) {
        return &part;
    }
    if (!part.is_multipart()) {
        return nullptr;
    }
    for (const MimePart& child : part.parts) {
        if (const MimePart* found = find_part(child, wanted)) {
            return found;
        }
    }
    return nullptr;
}

} // namespace vorrang::mail
