#pragma once

#include <string_view>

namespace vorrang::billing {

/// The words of a bill in one language.
struct BillWords {
    std::string_view invoice, credit_note, statement;
    std::string_view number, date, due, period, customer, reference, takes_back, of, reason;
    std::string_view day, agent, ticket, work, minutes, billed, rate, amount;
    std::string_view free, contingent, support;
    std::string_view net, tax, total, exempt;
    std::string_view pay, page, vat_id, tax_number;
};

/// `en` or `de`; what is not known is English.
[[nodiscard]] const BillWords& bill_words(std::string_view language);

} // namespace vorrang::billing
