#include "daemon/billing/document.hh"

#include "daemon/billing/pdf-page.hh"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <array>
#include <utility>

namespace vorrang::billing {
namespace {

namespace json = boost::json;

constexpr double usual = 10;
constexpr double width = PdfPage::right - PdfPage::left;

struct Field {
    std::string_view key;
    std::string_view english;
    std::string_view german;
};

constexpr std::array kFields{Field{"status", "Status", "Stand"},
                             Field{"customer_name", "Customer", "Kunde"},
                             Field{"contact", "Contact", "Ansprechpartner"},
                             Field{"asset", "Asset", "Gerät"},
                             Field{"contract", "Contract", "Vertrag"},
                             Field{"by", "Written by", "Erstellt von"},
                             Field{"created_at", "Date", "Datum"}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kStatus{
    std::pair{"open", "offen"},
    std::pair{"in-progress", "in Arbeit"},
    std::pair{"done", "erledigt"},
    std::pair{"cancelled", "entfallen"}};

std::string text_of(const json::object& object, std::string_view key) {
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
}

std::string shown(const json::object& document, const Field& field, bool german) {
    auto value = text_of(document, field.key);
    if (field.key == "created_at") {
        return value.substr(0, 10);
    }
    for (const auto& [word, translated] : kStatus) {
        if (german && field.key == "status" && value == word) {
            return std::string(translated);
        }
    }
    return value;
}

} // namespace

Result<std::string> document_pdf(const json::value& value) {
    const auto& document = value.as_object();
    const bool german = text_of(document, "language") == "de";
    const auto number = text_of(document, "number");
    PdfPage page(number, text_of(document, "changed_at").substr(0, 10));
    double y = 56;
    y += page.text(PdfPage::left,
                   y,
                   width,
                   fmt::format("{} {}", text_of(document, "kind_name"), number),
                   14,
                   true) +
         6;
    y += page.text(
             PdfPage::left,
             y,
             width,
             fmt::format("#{} {}", document.at("ticket").as_int64(), text_of(document, "title")),
             12) +
         12;
    for (const auto& field : kFields) {
        const auto words = shown(document, field, german);
        if (!words.empty()) {
            page.text(PdfPage::left, y, 120, german ? field.german : field.english, usual);
            y += page.text(180, y, PdfPage::right - 180, words, usual) + 3;
        }
    }
    y += 8;
    page.rule(y);
    y += 10;
    std::string rest = text_of(document, "text");
    while (!rest.empty()) { // line by line, so that a long text goes over pages
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = end == 0 ? std::string(" ") : rest.substr(0, end);
        rest.erase(0, std::min(end + 1, rest.size()));
        if (y + page.height(width, line, usual) > PdfPage::bottom) {
            page.next_page();
            y = 56;
        }
        y += page.text(PdfPage::left, y, width, line, usual);
    }
    return page.end();
}

} // namespace vorrang::billing
