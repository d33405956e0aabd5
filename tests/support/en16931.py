"""The rules of EN 16931 and of XRechnung 3.0 that a bill of services has to keep, read from its UBL."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from xml.etree import ElementTree

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"


def steps(path):
    """cac names begin with a capital and have parts of their own; what comes last is cbc unless it ends with /."""
    names = path.rstrip("/").split("/")
    last = CAC if path.endswith("/") else CBC
    return "/".join([CAC + name for name in names[:-1]] + [last + names[-1]])


class Invoice:
    """A UBL invoice or credit note."""

    def __init__(self, xml):
        self.root = ElementTree.fromstring(xml)
        self.credit = self.root.tag.endswith("}CreditNote")
        self.lines = self.root.findall(CAC + ("CreditNoteLine" if self.credit else "InvoiceLine"))
        self.quantity = "CreditedQuantity" if self.credit else "InvoicedQuantity"
        self.german = "xrechnung" in self.text("CustomizationID")
        seller, buyer = "AccountingSupplierParty/Party/", "AccountingCustomerParty/Party/"
        self.seller, self.buyer = self.part(seller), self.part(buyer)
        self.total = self.part("LegalMonetaryTotal/")
        self.breakdown = self.root.findall(f"{CAC}TaxTotal/{CAC}TaxSubtotal")

    def text(self, path, of=None):
        found = (self.root if of is None else of).find(steps(path))
        return "" if found is None else (found.text or "").strip()

    def part(self, path):
        found = self.root.find(steps(path))
        return ElementTree.Element("missing") if found is None else found

    def number(self, path, of=None):
        return Decimal(self.text(path, of) or "NaN")

    def categories(self):
        return {self.text("TaxCategory/ID", one) for one in self.breakdown}

    def vat_ids(self, party):
        return [self.text("CompanyID", scheme) for scheme in party.findall(CAC + "PartyTaxScheme")
                if self.text("TaxScheme/ID", scheme) == "VAT"]

    def tax_ids(self, party):
        return [self.text("CompanyID", scheme) for scheme in party.findall(CAC + "PartyTaxScheme")]


def cents(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def two_decimals(invoice):
    amounts = [one for one in invoice.root.iter() if one.tag in {CBC + name for name in (
        "LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount", "TaxAmount", "TaxableAmount")}]
    return all(re.fullmatch(r"-?\d+(\.\d{1,2})?", one.text or "") for one in amounts)


def with_category(letter, holds):
    """A rule of one VAT category: holds where there is none of it."""
    return lambda i: letter not in i.categories() or holds(i)


def of_lines(i, letter):
    return [line for line in i.lines if i.text("Item/ClassifiedTaxCategory/ID", line) == letter]


def breakdown_adds_up(letter):
    return with_category(letter, lambda i: all(
        i.number("TaxableAmount", one) == sum((i.number("LineExtensionAmount", line) for line in of_lines(i, letter)
                                               if i.number("Item/ClassifiedTaxCategory/Percent", line) == i.number("TaxCategory/Percent", one)),
                                              charges(i, letter, i.number("TaxCategory/Percent", one)))
        for one in i.breakdown if i.text("TaxCategory/ID", one) == letter))


def charges(i, letter=None, percent=None):
    """Of the document: charges less allowances, of one category or of all."""
    total = Decimal(0)
    for one in i.root.findall(CAC + "AllowanceCharge"):
        if letter and (i.text("TaxCategory/ID", one), i.number("TaxCategory/Percent", one)) != (letter, percent):
            continue
        total += i.number("Amount", one) * (1 if i.text("ChargeIndicator", one) == "true" else -1)
    return total


def all_lines(test):
    return lambda i: all(test(i, line) for line in i.lines)


def dates_in_order(i, of):
    start, end = i.text("InvoicePeriod/StartDate", of), i.text("InvoicePeriod/EndDate", of)
    return not start or not end or start <= end


RULES = {
    "BR-01": lambda i: i.text("CustomizationID"),
    "BR-02": lambda i: i.text("ID"),
    "BR-03": lambda i: re.fullmatch(r"\d{4}-\d\d-\d\d", i.text("IssueDate")),
    "BR-04": lambda i: i.text("CreditNoteTypeCode" if i.credit else "InvoiceTypeCode"),
    "BR-05": lambda i: i.text("DocumentCurrencyCode"),
    "BR-06": lambda i: i.text("PartyLegalEntity/RegistrationName", i.seller),
    "BR-07": lambda i: i.text("PartyLegalEntity/RegistrationName", i.buyer),
    "BR-08": lambda i: i.seller.find(CAC + "PostalAddress") is not None,
    "BR-09": lambda i: i.text("PostalAddress/Country/IdentificationCode", i.seller),
    "BR-10": lambda i: i.buyer.find(CAC + "PostalAddress") is not None,
    "BR-11": lambda i: i.text("PostalAddress/Country/IdentificationCode", i.buyer),
    "BR-12": lambda i: i.text("LineExtensionAmount", i.total),
    "BR-13": lambda i: i.text("TaxExclusiveAmount", i.total),
    "BR-14": lambda i: i.text("TaxInclusiveAmount", i.total),
    "BR-15": lambda i: i.text("PayableAmount", i.total),
    "BR-16": lambda i: i.lines,
    "BR-21": all_lines(lambda i, line: i.text("ID", line)),
    "BR-22": all_lines(lambda i, line: i.text(i.quantity, line)),
    "BR-23": all_lines(lambda i, line: (line.find(CBC + i.quantity) is not None) and line.find(CBC + i.quantity).get("unitCode")),
    "BR-24": all_lines(lambda i, line: i.text("LineExtensionAmount", line)),
    "BR-25": all_lines(lambda i, line: i.text("Item/Name", line)),
    "BR-26": all_lines(lambda i, line: i.text("Price/PriceAmount", line)),
    "BR-27": all_lines(lambda i, line: not i.text("Price/PriceAmount", line).startswith("-")),
    "BR-29": lambda i: dates_in_order(i, i.root),
    "BR-30": all_lines(dates_in_order),
    "BR-45": lambda i: all(i.text("TaxableAmount", one) for one in i.breakdown),
    "BR-46": lambda i: all(i.text("TaxAmount", one) for one in i.breakdown),
    "BR-47": lambda i: all(i.text("TaxCategory/ID", one) for one in i.breakdown),
    "BR-48": lambda i: all(i.text("TaxCategory/Percent", one) or i.text("TaxCategory/ID", one) == "O" for one in i.breakdown),
    "BR-49": lambda i: all(i.text("PaymentMeansCode", one) for one in i.root.findall(CAC + "PaymentMeans")),
    "BR-50": lambda i: all(i.text("ID", one) for one in i.root.iter(CAC + "PayeeFinancialAccount")),
    "BR-55": lambda i: all(i.text("InvoiceDocumentReference/ID", one) for one in i.root.findall(CAC + "BillingReference")),
    "BR-61": lambda i: all(i.text("PayeeFinancialAccount/ID", one) for one in i.root.findall(CAC + "PaymentMeans")
                           if i.text("PaymentMeansCode", one) in {"30", "58"}),
    "BR-CL-01": lambda i: i.text("CreditNoteTypeCode" if i.credit else "InvoiceTypeCode") in {"380", "381", "384", "389", "326"},
    "BR-CL-03": lambda i: all(re.fullmatch("[A-Z]{3}", one.get("currencyID")) for one in i.root.iter() if one.get("currencyID") is not None),
    "BR-CL-14": lambda i: all(re.fullmatch("[A-Z]{2}", one.text or "") for one in i.root.iter(CBC + "IdentificationCode")),
    "BR-CL-23": lambda i: all(re.fullmatch("[A-Z0-9]{2,3}", one.get("unitCode")) for one in i.root.iter() if one.get("unitCode") is not None),
    "BR-CO-04": all_lines(lambda i, line: i.text("Item/ClassifiedTaxCategory/ID", line)),
    "BR-CO-10": lambda i: i.number("LineExtensionAmount", i.total) == sum(i.number("LineExtensionAmount", line) for line in i.lines),
    "BR-CO-13": lambda i: i.number("TaxExclusiveAmount", i.total) == i.number("LineExtensionAmount", i.total) + charges(i),
    "BR-CO-14": lambda i: i.number("TaxTotal/TaxAmount") == sum(i.number("TaxAmount", one) for one in i.breakdown),
    "BR-CO-15": lambda i: i.number("TaxInclusiveAmount", i.total) == i.number("TaxExclusiveAmount", i.total) + i.number("TaxTotal/TaxAmount"),
    "BR-CO-16": lambda i: i.number("PayableAmount", i.total) == i.number("TaxInclusiveAmount", i.total)
    - Decimal(i.text("PrepaidAmount", i.total) or 0) + Decimal(i.text("PayableRoundingAmount", i.total) or 0),
    "BR-CO-17": lambda i: all(abs(i.number("TaxAmount", one) - cents(i.number("TaxableAmount", one) * i.number("TaxCategory/Percent", one) / 100))
                              < 1 for one in i.breakdown if i.text("TaxCategory/Percent", one)),
    "BR-CO-18": lambda i: i.breakdown,
    "BR-CO-25": lambda i: i.number("PayableAmount", i.total) <= 0 or i.credit or i.text("DueDate") or i.text("PaymentTerms/Note"),
    "BR-CO-26": lambda i: i.tax_ids(i.seller) or i.text("PartyIdentification/ID", i.seller) or i.text("PartyLegalEntity/CompanyID", i.seller),
    "BR-DEC": two_decimals,
    "BR-S-01": lambda i: not of_lines(i, "S") or "S" in i.categories(),
    "BR-S-02": with_category("S", lambda i: any(i.tax_ids(i.seller))),
    "BR-S-05": all_lines(lambda i, line: i.text("Item/ClassifiedTaxCategory/ID", line) != "S"
                         or i.number("Item/ClassifiedTaxCategory/Percent", line) > 0),
    "BR-S-08": breakdown_adds_up("S"),
    "BR-S-10": with_category("S", lambda i: not any(i.text("TaxCategory/TaxExemptionReason", one) for one in i.breakdown
                                                    if i.text("TaxCategory/ID", one) == "S")),
    "BR-AE-02": with_category("AE", lambda i: any(i.tax_ids(i.seller)) and any(i.vat_ids(i.buyer))),
    "BR-AE-05": all_lines(lambda i, line: i.text("Item/ClassifiedTaxCategory/ID", line) != "AE"
                          or i.number("Item/ClassifiedTaxCategory/Percent", line) == 0),
    "BR-AE-08": breakdown_adds_up("AE"),
    "BR-AE-10": with_category("AE", lambda i: all(i.text("TaxCategory/TaxExemptionReason", one) or i.text("TaxCategory/TaxExemptionReasonCode", one)
                                                  for one in i.breakdown if i.text("TaxCategory/ID", one) == "AE")),
    "BR-E-02": with_category("E", lambda i: any(i.tax_ids(i.seller))),
    "BR-E-05": all_lines(lambda i, line: i.text("Item/ClassifiedTaxCategory/ID", line) != "E"
                         or i.number("Item/ClassifiedTaxCategory/Percent", line) == 0),
    "BR-E-08": breakdown_adds_up("E"),
    "BR-E-10": with_category("E", lambda i: all(i.text("TaxCategory/TaxExemptionReason", one) or i.text("TaxCategory/TaxExemptionReasonCode", one)
                                                for one in i.breakdown if i.text("TaxCategory/ID", one) == "E")),
}
# What XRechnung asks for beside that.
GERMAN = {
    "BR-DE-1": lambda i: i.root.find(CAC + "PaymentMeans") is not None,
    "BR-DE-2": lambda i: i.seller.find(CAC + "Contact") is not None,
    "BR-DE-3": lambda i: i.text("PostalAddress/CityName", i.seller),
    "BR-DE-4": lambda i: i.text("PostalAddress/PostalZone", i.seller),
    "BR-DE-5": lambda i: i.text("Contact/Name", i.seller),
    "BR-DE-6": lambda i: i.text("Contact/Telephone", i.seller),
    "BR-DE-7": lambda i: i.text("Contact/ElectronicMail", i.seller),
    "BR-DE-8": lambda i: i.text("PostalAddress/CityName", i.buyer),
    "BR-DE-9": lambda i: i.text("PostalAddress/PostalZone", i.buyer),
    "BR-DE-14": lambda i: all(i.text("TaxCategory/Percent", one) for one in i.breakdown),
    "BR-DE-15": lambda i: i.text("BuyerReference"),
    "BR-DE-17": lambda i: i.text("CreditNoteTypeCode" if i.credit else "InvoiceTypeCode") in {"326", "380", "384", "389", "381", "875", "876", "877"},
    "BR-DE-23": lambda i: all(i.part("PaymentMeans/PayeeFinancialAccount/").tag != "missing" for one in i.root.findall(CAC + "PaymentMeans")
                              if i.text("PaymentMeansCode", one) in {"30", "58"}),
    "BR-DE-27": lambda i: len(re.findall(r"\d", i.text("Contact/Telephone", i.seller))) >= 3,
    "BR-DE-28": lambda i: re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", i.text("Contact/ElectronicMail", i.seller)),
    "PEPPOL-EN16931-R010": lambda i: i.text("EndpointID", i.buyer),
    "PEPPOL-EN16931-R020": lambda i: i.text("EndpointID", i.seller),
}


def broken(xml):
    """The names of the rules that a document breaks."""
    invoice = Invoice(xml)

    def keeps(holds):
        try:
            return holds(invoice)
        except InvalidOperation:  # a number that it looks at is missing
            return False
    rules = dict(RULES, **(GERMAN if invoice.german else {}))
    return [name for name, holds in rules.items() if not keeps(holds)]
