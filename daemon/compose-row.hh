#pragma once

#include "core/api/outbox.hh"
#include "core/clock.hh"
#include "core/mail/compose.hh"
#include "core/mail/template-folder.hh"
#include "core/result.hh"

#include <boost/json/object.hpp>

#include <string>

namespace vorrang {

/// Makes the mail of an outbox row from its job, in the words of these templates, which it reads;
/// `source` is the agent's stored mail that an answer is made of, empty for everything else.
/// Perhaps slow: runs in the thread pool.
Result<mail::ComposedMail> compose_row(const api::OutboxRow& row,
                                       const api::StoredMail& source,
                                       const mail::TemplateFolder& templates,
                                       Instant now);

/// What the database keeps of a composed mail beside its bytes.
boost::json::object message_facts(const mail::ComposedMail& composed);

} // namespace vorrang
