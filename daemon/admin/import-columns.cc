#include "daemon/admin/import-columns.hh"

#include <array>

namespace vorrang::admin {
namespace {

using Type = CellType;
using Use = ColumnUse;

// clang-format off
constexpr std::array kCustomers{
    ImportColumn{"key", Type::key, Use::names, "short name or number, as heyer"},
    ImportColumn{"name", Type::line, Use::kept, "the organisation's name"},
    ImportColumn{"class", Type::choice, Use::kept, "A, B, C, or - for none", "A B C -"},
    ImportColumn{"number", Type::name, Use::optional, "the customer number as letters show it, where the key is another"},
    ImportColumn{"domains", Type::domains, Use::optional, "its mail domains, all of them"},
};

constexpr std::array kContacts{
    ImportColumn{"address", Type::address, Use::names, "mail address"},
    ImportColumn{"name", Type::line, Use::optional, "the person's name"},
    ImportColumn{"vip", Type::flag, Use::kept, "yes or no"},
    ImportColumn{"phone", Type::name, Use::optional, "phone number, as 0711 123456 or +49 711 123456"},
    ImportColumn{"language", Type::choice, Use::optional, "en or de, of the desk's own words to the person", "en de"},
    ImportColumn{"salutation", Type::line, Use::optional, "how mails to the person begin, without the comma: Dear Ms Heyer"},
    ImportColumn{"customers", Type::keys, Use::optional, "keys of all whom the person belongs to, the first meant first"},
};

constexpr std::array kContracts{
    ImportColumn{"key", Type::key, Use::names, "short name or number, as heyer-2026"},
    ImportColumn{"customer", Type::key, Use::needed, "key of the customer"},
    ImportColumn{"sla", Type::key, Use::needed, "key of the SLA"},
    ImportColumn{"calendar", Type::key, Use::needed, "key of the calendar"},
    ImportColumn{"level", Type::line, Use::optional, "a word of yours: silver, gold"},
    ImportColumn{"valid_from", Type::date, Use::needed, "the first day"},
    ImportColumn{"valid_until", Type::date, Use::optional, "the last day; - for open-ended"},
    ImportColumn{"site", Type::line, Use::optional, "it covers what stands there, not all of the customer"},
    ImportColumn{"assets_only", Type::flag, Use::kept, "yes: it covers nothing but the assets that name it"},
};

constexpr std::array kAssets{
    ImportColumn{"vendor", Type::name, Use::names, "who made it"},
    ImportColumn{"ident", Type::serial, Use::names, "serial, ident or machine number"},
    ImportColumn{"name", Type::line, Use::optional, "what it is, or its model"},
    ImportColumn{"customer", Type::key, Use::needed, "key of the customer"},
    ImportColumn{"contract", Type::key, Use::optional, "key of a contract of that customer"},
    ImportColumn{"valid_until", Type::date, Use::optional, "the last day of the warranty"},
    ImportColumn{"site", Type::line, Use::optional, "where it stands: the contracts of that site cover it"},
};

constexpr std::array kOrders{
    ImportColumn{"kind", Type::choice, Use::names, "order, invoice or offer", "order invoice offer"},
    ImportColumn{"number", Type::name, Use::names, "its number"},
    ImportColumn{"customer", Type::key, Use::needed, "key of the customer"},
    ImportColumn{"date", Type::date, Use::needed, "its date"},
    ImportColumn{"amount", Type::amount, Use::optional, "as 1250.00 or 1250,00; negative for a credit"},
    ImportColumn{"currency", Type::currency, Use::kept, "of the amount, as EUR"},
    ImportColumn{"text", Type::text, Use::optional, "what it is about"},
};

constexpr std::array kImports{
    ImportSpec{"customers", "organisations with class and mail domains", kCustomers},
    ImportSpec{"contacts", "people with their customers", kContacts},
    ImportSpec{"contracts", "what customers have bought", kContracts},
    ImportSpec{"assets", "things of customers with their serials", kAssets},
    ImportSpec{"orders", "orders, invoices and offers", kOrders},
};
// clang-format on

} // namespace

std::span<const ImportSpec> imports() {
    return kImports;
}

const ImportSpec* find_import(std::string_view name) {
    for (const auto& spec : kImports) {
        if (spec.name == name) {
            return &spec;
        }
    }
    return nullptr;
}

} // namespace vorrang::admin
