#pragma once

#include "core/result.hh"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vorrang::billing {

/// Seller or buyer, as a bill names him. What is not known is empty.
struct Party {
    std::string name;
    std::string street;
    std::string postcode;
    std::string city;
    std::string country; ///< ISO 3166-1
    std::string vat_id;
    std::string email;
    std::string number;     ///< of the customer
    std::string reference;  ///< the buyer's (BT-10)
    std::string tax_number; ///< this and what follows: the seller's
    std::string contact;
    std::string phone;
    std::string iban;
    std::string bic;
    std::string language; ///< en, de
};

/// A part of a time entry. Money is in the currency's smallest unit.
struct BillLine {
    int position = 0;
    std::string date; ///< 2026-11-25 21:30, the seller's local time
    std::string agent;
    std::int64_t ticket = 0;
    std::string work_type;
    std::string text;
    std::string project;
    std::string source; ///< rate, contingent, free
    std::string contingent;
    int minutes = 0;
    int billed = 0; ///< minutes, rounded
    std::int64_t hour_minor = 0;
    std::string surcharge;
    int percent = 0; ///< of surcharge
    std::int64_t amount_minor = 0;
};

/// A bill as it was made: vorrang_api.bill_document.
struct Bill {
    std::string number;
    std::string kind; ///< invoice, credit-note, statement
    std::string issued_on;
    std::string due_on;
    std::string period_from;
    std::string period_until;
    std::string currency;
    int digits = 2; ///< decimals of the currency
    std::int64_t net_minor = 0;
    std::int64_t tax_minor = 0;
    std::string tax_percent;
    std::string tax_category; ///< S, AE, E (UNTDID 5305)
    std::string tax_reason;
    std::string voids; ///< number and date of the bill that a credit note takes back
    std::string voided_on;
    std::string reason;
    std::vector<std::string> gaps; ///< what it lacks to be an electronic invoice
    Party seller;
    Party buyer;
    std::vector<BillLine> lines;

    [[nodiscard]] std::int64_t gross_minor() const { return net_minor + tax_minor; }

    /// 12050 is "120.50" where the currency has two decimals.
    [[nodiscard]] std::string amount(std::int64_t minor) const;
    /// What an hour of a line costs with its surcharge, exactly: "112.50", "107.6250".
    [[nodiscard]] std::string price(const BillLine& line) const;
};

[[nodiscard]] Bill read_bill(const boost::json::value& document);

/// One row a line, RFC 4180, with a head row; a cell that a spreadsheet would take for a formula
/// begins with an apostrophe.
[[nodiscard]] std::string bill_csv(const Bill& bill);

/// UBL 2.1 by EN 16931 (of a German seller XRechnung 3.0). `refused`: it is a statement, or lacks
/// what the standard asks for.
[[nodiscard]] Result<std::string> bill_xml(const Bill& bill);

/// A4, the seller's language; the same bytes for the same bill.
[[nodiscard]] Result<std::string> bill_pdf(const Bill& bill);

} // namespace vorrang::billing
