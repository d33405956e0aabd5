#pragma once

#include <string>
#include <string_view>

namespace vorrang::milter {

/// What the session may ask of the MTA and do to the mail under way. libmilter stands behind it in
/// the program, a recorder in tests. Removals are possible at the end of a message only.
class MtaActions {
  public:
    MtaActions() = default;
    MtaActions(const MtaActions&) = delete;
    MtaActions& operator=(const MtaActions&) = delete;
    MtaActions(MtaActions&&) = delete;
    MtaActions& operator=(MtaActions&&) = delete;
    virtual ~MtaActions() = default;

    /// The value of a macro by its name as the MTA writes it ("i", "{auth_authen}"), else "".
    [[nodiscard]] virtual std::string macro(const char* name) const = 0;

    /// The words that go with a refusal: `550`, `5.7.1`, one sentence. Made fit for the wire here:
    /// one line of printable ASCII.
    virtual void reply(const char* code, const char* enhanced, std::string_view sentence) = 0;

    /// Takes off a recipient, named by the bytes of its RCPT: another letter case does nothing.
    [[nodiscard]] virtual bool delete_recipient(const std::string& as_given) = 0;

    /// Removes the n-th (from 1) header of this name.
    [[nodiscard]] virtual bool remove_header(const char* name, int n) = 0;
};

} // namespace vorrang::milter
