#include "milter/mta-actions-libmilter.hh"

#include "milter/reply-text.hh"

namespace vorrang::milter {

std::string LibmilterActions::macro(const char* name) const {
    std::string symbol = name;
    const char* value = smfi_getsymval(context_, symbol.data());
    return value == nullptr ? std::string() : std::string(value);
}

void LibmilterActions::reply(const char* code, const char* enhanced, std::string_view sentence) {
    std::string code_bytes = code;
    std::string enhanced_bytes = enhanced;
    std::string text = reply_text(sentence);
    // A failure leaves the MTA's own words to the same verdict: nothing to do about it.
    static_cast<void>(
        smfi_setreply(context_, code_bytes.data(), enhanced_bytes.data(), text.data()));
}

bool LibmilterActions::delete_recipient(const std::string& as_given) {
    std::string address = as_given;
    return smfi_delrcpt(context_, address.data()) == MI_SUCCESS;
}

bool LibmilterActions::remove_header(const char* name, int n) {
    std::string header = name;
    return smfi_chgheader(context_, header.data(), n, nullptr) == MI_SUCCESS;
}

} // namespace vorrang::milter
