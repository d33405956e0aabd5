#pragma once

#include "core/api/outbox.hh"
#include "core/clock.hh"
#include "core/mail/compose.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang {

/// The agent's stored mail that an answer is made of; empty for everything else.
struct SourceMail {
    std::string header{};
    std::string body{};
};

/// Makes the mail of an outbox row from its job. Pure and perhaps slow: runs in the thread pool.
Result<mail::ComposedMail>
compose_row(const api::OutboxRow& row, const SourceMail& source, Instant now);

/// What the database keeps of a composed mail beside its bytes.
boost::json::object message_facts(const mail::ComposedMail& composed);

} // namespace vorrang
