#include "daemon/billing/bill-words.hh"
#include "daemon/billing/bill.hh"
#include "daemon/billing/pdf-page.hh"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vorrang::billing {
namespace {

constexpr double small = 7.5;
constexpr double usual = 9;

struct Column {
    double x;
    double width;
    PdfPage::Align align;
};

constexpr std::array kColumns{Column{56, 78, PdfPage::Align::left},    // begin
                              Column{136, 66, PdfPage::Align::left},   // agent
                              Column{204, 32, PdfPage::Align::left},   // ticket
                              Column{240, 140, PdfPage::Align::left},  // work
                              Column{382, 28, PdfPage::Align::right},  // minutes
                              Column{412, 42, PdfPage::Align::right},  // billed
                              Column{456, 36, PdfPage::Align::right},  // rate
                              Column{494, 45, PdfPage::Align::right}}; // amount
using Cells = std::array<std::string, kColumns.size()>;

std::string address_of(const Party& party) {
    std::string out = party.name;
    for (const auto& line : {party.street,
                             party.postcode + (party.postcode.empty() ? "" : " ") + party.city,
                             party.country == "DE" ? std::string() : party.country}) {
        out += line.empty() ? "" : "\n" + line;
    }
    return out;
}

class Drawing {
  public:
    explicit Drawing(const Bill& bill)
        : bill_(bill)
        , words_(bill_words(bill.seller.language))
        , page_(bill.number, bill.issued_on) {}

    Result<std::string> draw();

  private:
    [[nodiscard]] std::string_view title() const {
        return bill_.kind == "invoice"       ? words_.invoice
               : bill_.kind == "credit-note" ? words_.credit_note
                                             : words_.statement;
    }

    void letterhead();
    void facts();
    void fact(std::string_view name, const std::string& value);
    void table_head();
    void row(const BillLine& line);
    void totals();
    void sum(std::string_view name, const std::string& value, bool bold);
    void footer();
    void make_room(double height);

    const Bill& bill_;
    const BillWords& words_;
    PdfPage page_;
    double y_ = 56;
    int number_ = 1;
};

void Drawing::letterhead() {
    const auto& seller = bill_.seller;
    page_.text(PdfPage::left, y_, 300, seller.name, 11, true);
    std::string contact;
    for (const auto& line : {seller.street,
                             seller.postcode + (seller.postcode.empty() ? "" : " ") + seller.city,
                             seller.phone,
                             seller.email}) {
        contact += line.empty() ? "" : line + "\n";
    }
    page_.text(360, y_, 179, contact, small, false, PdfPage::Align::right);
    page_.text(PdfPage::left, 130, 260, address_of(bill_.buyer), usual);
    y_ = 210;
    y_ += page_.text(PdfPage::left,
                     y_,
                     PdfPage::right - PdfPage::left,
                     fmt::format("{} {}", title(), bill_.number),
                     14,
                     true) +
          8;
}

void Drawing::fact(std::string_view name, const std::string& value) {
    if (!value.empty()) {
        page_.text(PdfPage::left, y_, 120, name, usual);
        y_ += page_.text(180, y_, PdfPage::right - 180, value, usual) + 2;
    }
}

void Drawing::facts() {
    fact(words_.date, bill_.issued_on);
    fact(words_.customer, bill_.buyer.number);
    fact(words_.vat_id, bill_.buyer.vat_id);
    fact(words_.reference, bill_.buyer.reference);
    fact(words_.period,
         bill_.period_from == bill_.period_until
             ? bill_.period_from
             : fmt::format("{} – {}", bill_.period_from, bill_.period_until));
    if (!bill_.voids.empty()) {
        fact(words_.takes_back, fmt::format("{} {} {}", bill_.voids, words_.of, bill_.voided_on));
    }
    fact(words_.reason, bill_.reason);
    y_ += 10;
}

void Drawing::table_head() {
    const std::array<std::string_view, kColumns.size()> heads{words_.day,
                                                              words_.agent,
                                                              words_.ticket,
                                                              words_.work,
                                                              words_.minutes,
                                                              words_.billed,
                                                              words_.rate,
                                                              words_.amount};
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const auto& column = kColumns.at(i);
        page_.text(column.x, y_, column.width, heads.at(i), small, true, column.align);
    }
    y_ += 12;
    page_.rule(y_);
    y_ += 4;
}

void Drawing::make_room(double height) {
    if (y_ + height > PdfPage::bottom) {
        footer();
        page_.next_page();
        ++number_;
        y_ = 56;
        table_head();
    }
}

void Drawing::row(const BillLine& line) {
    const bool costs = line.source == "rate";
    std::string work = line.work_type.empty() ? std::string(words_.support) : line.work_type;
    work += line.text.empty() ? "" : ": " + line.text;
    if (line.percent > 0) {
        work += fmt::format("\n{} +{} %", line.surcharge, line.percent);
    } else if (line.source == "contingent") {
        work += fmt::format("\n{} {}", words_.contingent, line.contingent);
    } else if (!costs) {
        work += fmt::format("\n{}", words_.free);
    }
    const Cells cells{line.date,
                      line.agent,
                      fmt::format("#{}", line.ticket),
                      work,
                      std::to_string(line.minutes),
                      costs ? std::to_string(line.billed) : "–",
                      costs ? bill_.amount(line.hour_minor) : "–",
                      bill_.amount(line.amount_minor)};
    double height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        height = std::max(height, page_.height(kColumns.at(i).width, cells.at(i), small));
    }
    make_room(height);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& column = kColumns.at(i);
        page_.text(column.x, y_, column.width, cells.at(i), small, false, column.align);
    }
    y_ += height + 4;
}

void Drawing::sum(std::string_view name, const std::string& value, bool bold) {
    page_.text(200, y_, 250, name, usual, bold, PdfPage::Align::right);
    y_ += page_.text(452, y_, 87, value, usual, bold, PdfPage::Align::right) + 3;
}

void Drawing::totals() {
    make_room(110);
    page_.rule(y_);
    y_ += 6;
    const auto money = [&](std::int64_t minor) {
        return fmt::format("{} {}", bill_.amount(minor), bill_.currency);
    };
    sum(words_.net, money(bill_.net_minor), false);
    if (bill_.tax_category == "S") {
        sum(fmt::format("{} {} %", words_.tax, bill_.tax_percent), money(bill_.tax_minor), false);
    } else {
        sum(fmt::format(
                "{}{}{}", words_.exempt, bill_.tax_reason.empty() ? "" : ": ", bill_.tax_reason),
            money(0),
            false);
    }
    sum(words_.total, money(bill_.gross_minor()), true);
    if (bill_.kind == "invoice") {
        y_ += 10;
        fact(words_.due, bill_.due_on);
        if (!bill_.seller.iban.empty()) {
            fact(words_.pay,
                 fmt::format("{}, IBAN {}{}{}",
                             bill_.seller.name,
                             bill_.seller.iban,
                             bill_.seller.bic.empty() ? "" : ", BIC ",
                             bill_.seller.bic));
        }
    }
}

void Drawing::footer() {
    const auto& seller = bill_.seller;
    std::string left = seller.name;
    if (!seller.vat_id.empty()) {
        left += fmt::format(" · {} {}", words_.vat_id, seller.vat_id);
    }
    if (!seller.tax_number.empty()) {
        left += fmt::format(" · {} {}", words_.tax_number, seller.tax_number);
    }
    page_.text(PdfPage::left, 800, 380, left, small);
    page_.text(440,
               800,
               99,
               fmt::format("{} · {} {}", bill_.number, words_.page, number_),
               small,
               false,
               PdfPage::Align::right);
}

Result<std::string> Drawing::draw() {
    letterhead();
    facts();
    table_head();
    for (const auto& line : bill_.lines) {
        row(line);
    }
    totals();
    footer();
    return page_.end();
}

} // namespace

Result<std::string> bill_pdf(const Bill& bill) {
    return Drawing(bill).draw();
}

} // namespace vorrang::billing
