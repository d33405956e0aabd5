#pragma once

#include "core/api/enquiry.hh"
#include "milter/agent-desk.hh"

#include <optional>
#include <string>

namespace vorrang::milter {

/// A ticket that an agent's mail opens for somebody else.
struct Enquiry {
    api::EnquiryFacts facts;
    /// The customer's own mail, if it is attached as it is: header without the blank line, body.
    std::optional<std::pair<std::string, std::string>> original{};
    // For reading that one as any mail is read.
    std::string spool_directory{};
    std::string view_host{};
    std::vector<std::string> desk_domains{};
    mail::NumberSearch numbers{};
};

/// Reads for whom an agent's mail to the desk is (TS-02, TS-05, U-08): by the address
/// `new+user=domain@` or `phone+NUMBER@`, by a line `#for addr`, by the one mail that is attached,
/// or by the header above a mail that is forwarded inline. Nothing: it is the agent's own mail.
/// Refuses (code refused) a forward that does not say whose mail it is, and lines that mean nothing
/// for a ticket that is not there yet.
[[nodiscard]] Result<std::optional<Enquiry>> read_enquiry(const AgentMail& mail);

} // namespace vorrang::milter
