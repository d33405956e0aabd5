#include "milter/outside-attempts.hh"

#include "core/log.hh"
#include "core/mail/agent-lines.hh"
#include "core/mail/body-text.hh"
#include "core/mail/header-fields.hh"
#include "core/mail/message.hh"

#include <algorithm>

namespace vorrang::milter {

namespace {

/// Where lines may stand on top of a text that is not encoded. Only then is the text read.
constexpr std::size_t top_of_body = 4096;

bool has_own_fields(std::string_view header) {
    const auto fields = mail::split_header(header, mail::header_lines_limit);
    return std::any_of(fields.begin(), fields.end(), [](const mail::HeaderField& field) {
        return mail::equals_folded(field.name.substr(0, 10), "x-vorrang-");
    });
}

bool has_lines(std::string_view header, const mail::RawMail& raw) {
    const auto top = raw.body(0, top_of_body);
    if (!top || (!top->starts_with('#') && top->find("\n#") == std::string::npos)) {
        return false;
    }
    const auto lines = mail::parse_agent_lines(mail::body_text(header, *top));
    return lines && !lines->lines.empty();
}

} // namespace

std::vector<std::string> outside_attempts(std::string_view header,
                                          const mail::RawMail& raw,
                                          const std::string& from,
                                          const Envelope& envelope,
                                          const Directory& directory) {
    std::vector<std::string> attempts;
    if (envelope.agent) {
        return attempts;
    }
    if (has_own_fields(header)) {
        attempts.emplace_back("header");
    }
    if (directory.agent(from) != nullptr) {
        attempts.emplace_back("sender");
    }
    if (has_lines(header, raw)) {
        attempts.emplace_back("lines");
    }
    return attempts;
}

void AttemptLog::tell(Instant now,
                      std::string_view what,
                      std::string_view recipient,
                      const Envelope& envelope,
                      const Peer& peer) {
    std::uint64_t untold = 0;
    {
        const std::lock_guard lock(mutex_);
        if (now - minute_ >= std::chrono::minutes(1) || now < minute_) {
            minute_ = now;
            told_ = 0;
        }
        if (told_ >= lines_a_minute) {
            ++untold_;
            return;
        }
        ++told_;
        untold = std::exchange(untold_, 0);
    }
    log::info("outside.attempt",
              {{"what", what},
               {"recipient", recipient},
               {"sender", envelope.sender},
               {"login", envelope.login},
               {"client", peer.client},
               {"queue_id", envelope.queue_id},
               {"untold", untold}});
}

} // namespace vorrang::milter
