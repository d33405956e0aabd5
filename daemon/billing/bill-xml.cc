#include "daemon/billing/bill.hh"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <libxml/xmlwriter.h>

#include <memory>

// UBL 2.1 in the form of EN 16931; BT and BG are the standard's names of what is written.

namespace vorrang::billing {
namespace {

constexpr std::string_view kNorm = "urn:cen.eu:en16931:2017";
constexpr std::string_view kXRechnung =
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";

const xmlChar* xml(const std::string& text) {
    return reinterpret_cast<const xmlChar*>(text.c_str());
}

/// A text that XML 1.0 can hold: other control characters become blanks.
std::string clean(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') {
            c = ' ';
        }
    }
    return out;
}

/// Writes elements in the order in which they are asked for; empty ones not at all.
class Writer {
  public:
    Writer()
        : buffer_(xmlBufferCreate(), xmlBufferFree)
        , writer_(xmlNewTextWriterMemory(buffer_.get(), 0), xmlFreeTextWriter) {
        xmlTextWriterSetIndent(writer_.get(), 1);
        xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr);
    }

    void open(const std::string& name) { xmlTextWriterStartElement(writer_.get(), xml(name)); }

    void close() { xmlTextWriterEndElement(writer_.get()); }

    void attribute(const std::string& name, const std::string& value) {
        xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(value));
    }

    void element(const std::string& name,
                 std::string_view text,
                 const std::string& attribute_name = {},
                 const std::string& value = {}) {
        if (text.empty()) {
            return;
        }
        open(name);
        if (!attribute_name.empty()) {
            attribute(attribute_name, value);
        }
        xmlTextWriterWriteString(writer_.get(), xml(clean(text)));
        close();
    }

    std::string end() {
        xmlTextWriterEndDocument(writer_.get());
        xmlTextWriterFlush(writer_.get());
        return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
    }

  private:
    std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer_;
    std::unique_ptr<xmlTextWriter, decltype(&xmlFreeTextWriter)> writer_;
};

class Ubl {
  public:
    explicit Ubl(const Bill& bill)
        : bill_(bill)
        , credit_(bill.kind == "credit-note")
        , german_(bill.seller.country == "DE") {}

    std::string write();

  private:
    void head();
    void party(const std::string& role, const Party& party, bool seller);
    void tax_scheme(const std::string& id, const std::string& scheme);
    void payment();
    void category(const std::string& name, bool with_reason);
    void totals();
    void line(const BillLine& line);

    void money(const std::string& name, std::int64_t minor) {
        out_.element(name, bill_.amount(minor), "currencyID", bill_.currency);
    }

    const Bill& bill_;
    bool credit_;
    bool german_;
    Writer out_;
};

void Ubl::head() {
    const std::string root = credit_ ? "CreditNote" : "Invoice";
    out_.open(root);
    out_.attribute("xmlns", "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2");
    out_.attribute("xmlns:cac",
                   "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2");
    out_.attribute("xmlns:cbc",
                   "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");
    out_.element("cbc:CustomizationID", german_ ? kXRechnung : kNorm);            // BT-24
    out_.element("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"); // BT-23
    out_.element("cbc:ID", bill_.number);                                         // BT-1
    out_.element("cbc:IssueDate", bill_.issued_on);                               // BT-2
    if (credit_) {
        out_.element("cbc:CreditNoteTypeCode", "381"); // BT-3
        out_.element("cbc:Note", bill_.reason);        // BT-22
    } else {
        out_.element("cbc:DueDate", bill_.due_on); // BT-9
        out_.element("cbc:InvoiceTypeCode", "380");
    }
    out_.element("cbc:DocumentCurrencyCode", bill_.currency);  // BT-5
    out_.element("cbc:BuyerReference", bill_.buyer.reference); // BT-10
    out_.open("cac:InvoicePeriod");                            // BG-14
    out_.element("cbc:StartDate", bill_.period_from);
    out_.element("cbc:EndDate", bill_.period_until);
    out_.close();
    if (credit_) {
        out_.open("cac:BillingReference"); // BG-3
        out_.open("cac:InvoiceDocumentReference");
        out_.element("cbc:ID", bill_.voids);
        out_.element("cbc:IssueDate", bill_.voided_on);
        out_.close();
        out_.close();
    }
}

void Ubl::tax_scheme(const std::string& id, const std::string& scheme) {
    if (id.empty()) {
        return;
    }
    out_.open("cac:PartyTaxScheme");
    out_.element("cbc:CompanyID", id);
    out_.open("cac:TaxScheme");
    out_.element("cbc:ID", scheme);
    out_.close();
    out_.close();
}

void Ubl::party(const std::string& role, const Party& party, bool seller) {
    out_.open(role); // BG-4, BG-7
    out_.open("cac:Party");
    out_.element("cbc:EndpointID", party.email, "schemeID", "EM"); // BT-34, BT-49
    if (!seller) {
        out_.open("cac:PartyIdentification"); // BT-46
        out_.element("cbc:ID", party.number);
        out_.close();
    }
    out_.open("cac:PostalAddress"); // BG-5, BG-8
    out_.element("cbc:StreetName", party.street);
    out_.element("cbc:CityName", party.city);
    out_.element("cbc:PostalZone", party.postcode);
    out_.open("cac:Country");
    out_.element("cbc:IdentificationCode", party.country);
    out_.close();
    out_.close();
    tax_scheme(party.vat_id, "VAT"); // BT-31, BT-48
    if (seller) {
        tax_scheme(party.tax_number, "FC"); // BT-32
    }
    out_.open("cac:PartyLegalEntity");
    out_.element("cbc:RegistrationName", party.name); // BT-27, BT-44
    out_.close();
    if (seller && !(party.contact + party.phone + party.email).empty()) {
        out_.open("cac:Contact"); // BG-6
        out_.element("cbc:Name", party.contact);
        out_.element("cbc:Telephone", party.phone);
        out_.element("cbc:ElectronicMail", party.email);
        out_.close();
    }
    out_.close();
    out_.close();
}

void Ubl::payment() {
    if (bill_.seller.iban.empty()) {
        return;
    }
    out_.open("cac:PaymentMeans");               // BG-16
    out_.element("cbc:PaymentMeansCode", "58");  // SEPA credit transfer
    out_.element("cbc:PaymentID", bill_.number); // BT-83
    out_.open("cac:PayeeFinancialAccount");      // BG-17
    out_.element("cbc:ID", bill_.seller.iban);
    out_.element("cbc:Name", bill_.seller.name);
    if (!bill_.seller.bic.empty()) {
        out_.open("cac:FinancialInstitutionBranch");
        out_.element("cbc:ID", bill_.seller.bic);
        out_.close();
    }
    out_.close();
    out_.close();
}

void Ubl::category(const std::string& name, bool with_reason) {
    out_.open(name);
    out_.element("cbc:ID", bill_.tax_category);
    out_.element("cbc:Percent", bill_.tax_percent);
    if (with_reason) {
        out_.element("cbc:TaxExemptionReasonCode",
                     bill_.tax_category == "AE" ? "VATEX-EU-AE" : ""); // BT-121
        out_.element("cbc:TaxExemptionReason", bill_.tax_reason);      // BT-120
    }
    out_.open("cac:TaxScheme");
    out_.element("cbc:ID", "VAT");
    out_.close();
    out_.close();
}

void Ubl::totals() {
    out_.open("cac:TaxTotal");
    money("cbc:TaxAmount", bill_.tax_minor); // BT-110
    out_.open("cac:TaxSubtotal");            // BG-23
    money("cbc:TaxableAmount", bill_.net_minor);
    money("cbc:TaxAmount", bill_.tax_minor);
    category("cac:TaxCategory", true);
    out_.close();
    out_.close();
    out_.open("cac:LegalMonetaryTotal"); // BG-22
    money("cbc:LineExtensionAmount", bill_.net_minor);
    money("cbc:TaxExclusiveAmount", bill_.net_minor);
    money("cbc:TaxInclusiveAmount", bill_.gross_minor());
    money("cbc:PayableAmount", bill_.gross_minor());
    out_.close();
}

void Ubl::line(const BillLine& line) {
    const bool german = bill_.seller.language == "de";
    const bool costs = line.source == "rate";
    out_.open(credit_ ? "cac:CreditNoteLine" : "cac:InvoiceLine"); // BG-25
    out_.element("cbc:ID", std::to_string(line.position));
    out_.element("cbc:Note",
                 fmt::format("{} min{}", line.minutes, costs ? "" : ", " + line.source)); // BT-127
    out_.element(credit_ ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                 std::to_string(costs ? line.billed : line.minutes),
                 "unitCode",
                 "MIN"); // BT-129, BT-130
    money("cbc:LineExtensionAmount", line.amount_minor);
    out_.open("cac:InvoicePeriod"); // BG-26
    out_.element("cbc:StartDate", line.date.substr(0, 10));
    out_.element("cbc:EndDate", line.date.substr(0, 10));
    out_.close();
    out_.open("cac:Item");
    out_.element("cbc:Description",
                 fmt::format("{}, {}, #{}{}{}",
                             line.date,
                             line.agent,
                             line.ticket,
                             line.text.empty() ? "" : ": ",
                             line.text)); // BT-154
    out_.element("cbc:Name",
                 fmt::format("{}{}{}",
                             !line.work_type.empty() ? line.work_type
                             : german                ? "Unterstützung"
                                                     : "Support",
                             line.surcharge.empty() ? "" : ", ",
                             line.surcharge)); // BT-153
    category("cac:ClassifiedTaxCategory", false);
    out_.close();
    out_.open("cac:Price"); // BG-29: of an hour
    out_.element("cbc:PriceAmount",
                 costs ? bill_.price(line) : bill_.amount(0),
                 "currencyID",
                 bill_.currency);
    out_.element("cbc:BaseQuantity", "60", "unitCode", "MIN");
    out_.close();
    out_.close();
}

std::string Ubl::write() {
    head();
    party("cac:AccountingSupplierParty", bill_.seller, true);
    party("cac:AccountingCustomerParty", bill_.buyer, false);
    payment();
    totals();
    for (const auto& one : bill_.lines) {
        line(one);
    }
    return out_.end();
}

} // namespace

Result<std::string> bill_xml(const Bill& bill) {
    if (bill.kind == "statement") {
        return fail(ErrorCode::refused,
                    fmt::format("{} is no invoice: nothing of it is to be paid", bill.number),
                    "write it as PDF or CSV");
    }
    if (!bill.gaps.empty()) {
        return fail(
            ErrorCode::refused,
            fmt::format("{} cannot be an electronic invoice; it lacks: {}",
                        bill.number,
                        fmt::join(bill.gaps, ", ")),
            "say it with `vorrang seller set` and `vorrang buyer set`, then void the bill and "
            "run again");
    }
    return Ubl(bill).write();
}

} // namespace vorrang::billing
