#include "daemon/billing/bill-words.hh"

namespace vorrang::billing {
namespace {

constexpr BillWords kEnglish{
    .invoice = "Invoice",
    .credit_note = "Credit note",
    .statement = "List of services",
    .number = "Number",
    .date = "Date",
    .due = "Due",
    .period = "Services of",
    .customer = "Customer",
    .reference = "Your reference",
    .takes_back = "Takes back",
    .of = "of",
    .reason = "Reason",
    .day = "Begin",
    .agent = "Agent",
    .ticket = "Ticket",
    .work = "Work",
    .minutes = "Min.",
    .billed = "Billed",
    .rate = "Hour",
    .amount = "Amount",
    .free = "free of charge",
    .contingent = "contingent",
    .support = "Support",
    .net = "Net",
    .tax = "VAT",
    .total = "Total",
    .exempt = "no VAT",
    .pay = "Please pay to",
    .page = "Page",
    .vat_id = "VAT no.",
    .tax_number = "Tax no.",
};

constexpr BillWords kGerman{
    .invoice = "Rechnung",
    .credit_note = "Stornorechnung",
    .statement = "Leistungsnachweis",
    .number = "Nummer",
    .date = "Datum",
    .due = "Fällig",
    .period = "Leistungen von",
    .customer = "Kunde",
    .reference = "Ihr Zeichen",
    .takes_back = "Storniert",
    .of = "vom",
    .reason = "Grund",
    .day = "Beginn",
    .agent = "Bearbeiter",
    .ticket = "Ticket",
    .work = "Leistung",
    .minutes = "Min.",
    .billed = "Berechnet",
    .rate = "Stunde",
    .amount = "Betrag",
    .free = "kostenfrei",
    .contingent = "Kontingent",
    .support = "Unterstützung",
    .net = "Netto",
    .tax = "USt.",
    .total = "Gesamt",
    .exempt = "ohne USt.",
    .pay = "Bitte zahlen Sie an",
    .page = "Seite",
    .vat_id = "USt-IdNr.",
    .tax_number = "Steuernr.",
};

} // namespace

const BillWords& bill_words(std::string_view language) {
    return language == "de" ? kGerman : kEnglish;
}

} // namespace vorrang::billing
