#pragma once

#include "core/clock.hh"
#include "core/mail/address.hh"
#include "core/mail/compose.hh"
#include "core/mail/mime-tree.hh"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// What a sheet says of one thing: `Customer: Heyer Plan AG`. One without text is left out.
struct CoverLine {
    std::string label;
    std::string text;
};

/// Lines below a heading of their own; one without lines is left out.
struct CoverPart {
    std::string heading;
    std::vector<std::string> lines;
};

/// The cover sheet of a ticket. Texts may hold anything; each stays one line of text, nothing of it
/// can become a header field or a tag.
struct CoverSheet {
    std::int64_t ticket = 0;
    std::string subject;
    std::vector<CoverLine> notes; ///< service notes, about whom as label: what must not be missed
    std::vector<CoverLine> lines;
    std::vector<CoverPart> parts;
    Mailbox from;
    Mailbox note_address; ///< where an answer becomes a note
    std::string message_id;
    Instant date;
};

/// Stands on every sheet and on nothing else: a reply that quotes it must not leave.
inline constexpr std::string_view cover_mark =
    "Internal cover sheet: nothing of it is for the customer.";

/// Subject `[#4815] Cover sheet: <subject>`, text and HTML with inline styles and nothing to load,
/// in the reader's own colours. The same input gives the same bytes.
[[nodiscard]] ComposedMail compose_cover_sheet(const CoverSheet& sheet);

/// Does a text below this part, also of an attached mail, hold a sheet's mark, however it is quoted
/// or wrapped?
[[nodiscard]] bool quotes_cover_sheet(const MimePart& root);

} // namespace vorrang::mail
