#pragma once

#include "core/mail/agent-lines.hh"
#include "core/mail/compose.hh"
#include "core/mail/mime-tree.hh"
#include "core/result.hh"

#include <string>
#include <string_view>

namespace vorrang::mail {

/// The bare question of a mail with `#ask`: what stands behind the word, then the writer's own
/// words.
[[nodiscard]] std::string question_of(const AgentLines& lines);

/// Can the customer's mail be made of this question? Refuses (code refused) one without a word, and
/// a mail that says something outside its first text, or whose text is signed.
[[nodiscard]] Result<void> check_ask(const MimeTree& tree, const AgentLines& lines);

/// The customer's mail around a question: this text as plain text and HTML, and the files that the
/// agent attached. The rest of his mail, quote and signature above all, is left out. `boundary` is
/// a word that no other mail has.
[[nodiscard]] MailContent
ask_content(const MimeTree& tree, std::string_view text, const std::string& boundary);

} // namespace vorrang::mail
