#include "daemon/billing/bill.hh"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace vorrang::billing {
namespace {

namespace json = boost::json;

std::string text(const json::object& object, std::string_view field) {
    const auto* const value = object.if_contains(field);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

std::int64_t number(const json::object& object, std::string_view field) {
    const auto* const value = object.if_contains(field);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

Party read_party(const json::object& object) {
    return {.name = text(object, "name"),
            .street = text(object, "street"),
            .postcode = text(object, "postcode"),
            .city = text(object, "city"),
            .country = text(object, "country"),
            .vat_id = text(object, "vat_id"),
            .email = text(object, "email"),
            .number = text(object, "number"),
            .reference = text(object, "reference"),
            .tax_number = text(object, "tax_number"),
            .contact = text(object, "contact"),
            .phone = text(object, "phone"),
            .iban = text(object, "iban"),
            .bic = text(object, "bic"),
            .language = text(object, "language")};
}

BillLine read_line(const json::object& object) {
    return {.position = static_cast<int>(number(object, "position")),
            .date = text(object, "date"),
            .agent = text(object, "agent"),
            .ticket = number(object, "ticket"),
            .work_type = text(object, "work_type"),
            .text = text(object, "text"),
            .project = text(object, "project"),
            .source = text(object, "source"),
            .contingent = text(object, "contingent"),
            .minutes = static_cast<int>(number(object, "minutes")),
            .billed = static_cast<int>(number(object, "billed")),
            .hour_minor = number(object, "hour_minor"),
            .surcharge = text(object, "surcharge"),
            .percent = static_cast<int>(number(object, "percent")),
            .amount_minor = number(object, "amount_minor")};
}

/// Digits with so many decimals.
std::string decimal(std::int64_t value, int digits) {
    auto out = fmt::format("{:0{}}", value, digits + 1);
    if (digits > 0) {
        out.insert(out.size() - static_cast<std::size_t>(digits), ".");
    }
    return out;
}

} // namespace

std::string Bill::amount(std::int64_t minor) const {
    return decimal(minor, digits);
}

std::string Bill::price(const BillLine& line) const {
    const auto hundredfold = line.hour_minor * (100 + line.percent);
    return hundredfold % 100 == 0 ? decimal(hundredfold / 100, digits)
                                  : decimal(hundredfold, digits + 2);
}

Bill read_bill(const json::value& document) {
    const auto& object = document.as_object();
    Bill bill{.number = text(object, "number"),
              .kind = text(object, "kind"),
              .issued_on = text(object, "issued_on"),
              .due_on = text(object, "due_on"),
              .period_from = text(object, "period_from"),
              .period_until = text(object, "period_until"),
              .currency = text(object, "currency"),
              .digits = static_cast<int>(number(object, "digits")),
              .net_minor = number(object, "net_minor"),
              .tax_minor = number(object, "tax_minor"),
              .tax_percent = text(object, "tax_percent"),
              .tax_category = text(object, "tax_category"),
              .tax_reason = text(object, "tax_reason"),
              .voids = text(object, "voids"),
              .voided_on = text(object, "voided_on"),
              .reason = text(object, "reason"),
              .gaps = {},
              .seller = read_party(object.at("seller").as_object()),
              .buyer = read_party(object.at("buyer").as_object()),
              .lines = {}};
    for (const auto& gap : object.at("gaps").as_array()) {
        bill.gaps.emplace_back(gap.as_string());
    }
    for (const auto& line : object.at("lines").as_array()) {
        bill.lines.push_back(read_line(line.as_object()));
    }
    return bill;
}

} // namespace vorrang::billing
