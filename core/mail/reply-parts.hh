#pragma once

#include "core/mail/mime-tree.hh"
#include "core/mail/reply-text.hh"
#include "core/result.hh"

#include <string>
#include <string_view>
#include <vector>

namespace vorrang::mail {

/// The parts of a mail that hold what its writer typed: a plain text, an HTML text, or both as
/// alternatives.
struct OwnText {
    const MimePart* plain = nullptr;
    const MimePart* html = nullptr;
};

[[nodiscard]] OwnText own_text(const MimePart& root);

/// The Message-IDs of the attached mails, also of those inside of them.
[[nodiscard]] std::vector<std::string> attached_message_ids(const MimeTree& tree);

/// The body of a reply with every part cleaned that leaves with it: texts, and attached mails with
/// their headers. Every other byte stays. `body` is what `tree` was made of.
[[nodiscard]] Result<std::string>
clean_parts(const MimeTree& tree, std::string_view body, const CleanRules& rules);

/// Whether clean_parts() could do it, and if not, why.
[[nodiscard]] Result<void>
can_clean_parts(const MimeTree& tree, std::string_view body, const CleanRules& rules);

} // namespace vorrang::mail
