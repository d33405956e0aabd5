#include "daemon/admin/bill-export.hh"

#include "core/api/admin.hh"
#include "daemon/billing/bill.hh"
#include "daemon/billing/document.hh"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <sys/stat.h>

#include <charconv>
#include <filesystem>

namespace vorrang::admin {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

Result<std::string> form_of(const billing::Bill& bill, std::string_view format) {
    return format == "pdf"   ? billing::bill_pdf(bill)
           : format == "xml" ? billing::bill_xml(bill)
                             : billing::bill_csv(bill);
}

Result<std::vector<std::string>>
numbers_of(api::Admin& admin, const Context& context, const BillExport& wanted) {
    if (wanted.run.empty()) {
        return std::vector{wanted.number};
    }
    std::int64_t run = 0;
    const auto* const end = wanted.run.data() + wanted.run.size();
    if (std::from_chars(wanted.run.data(), end, run).ptr != end) {
        return fail(ErrorCode::usage,
                    fmt::format("--run: \"{}\" is no run", wanted.run),
                    "give the number that `vorrang bill run` printed");
    }
    const auto bills = admin.list("bill", json::object{{"run", run}}, context.now);
    if (!bills) {
        return pass_on(bills);
    }
    std::vector<std::string> numbers;
    for (const auto& bill : bills->as_array()) {
        numbers.emplace_back(bill.at("number").as_string());
    }
    if (numbers.empty()) {
        return fail(ErrorCode::no_such,
                    fmt::format("no bill is of run {}", run),
                    "see `vorrang bill list`");
    }
    return numbers;
}

/// A file's name of a bill's number: what a path could not hold is a hyphen.
std::string file_name(std::string number) {
    for (auto& c : number) {
        const bool good = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
        c = good ? c : '-';
    }
    return number;
}

/// All forms of a bill; what it cannot be is said, and no reason to stop.
Result<std::string> write_all(const billing::Bill& bill, const fs::path& directory) {
    std::string said;
    for (const auto* const format : {"pdf", "csv", "xml"}) {
        const auto form = form_of(bill, format);
        if (!form && form.error().code != ErrorCode::refused) {
            return pass_on(form);
        }
        if (!form) {
            said += bill.kind == "statement" ? "" : form.error().text + "\n";
            continue;
        }
        const auto path = directory / fmt::format("{}.{}", file_name(bill.number), format);
        if (auto written = write_file(path.string(), *form); !written) {
            return pass_on(written);
        }
        said += path.string() + "\n";
    }
    return said;
}

} // namespace

Result<int> run_bill_export(const Context& context, const BillExport& wanted) {
    ::umask(S_IRWXG | S_IRWXO); // what customers pay
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    api::Admin admin(*connection);
    const auto numbers = numbers_of(admin, context, wanted);
    if (!numbers) {
        return pass_on(numbers);
    }
    for (const auto& number : *numbers) {
        const auto document = admin.bill_document(number);
        if (!document) {
            return pass_on(document);
        }
        const auto bill = billing::read_bill(*document);
        const auto out = wanted.directory.empty() ? form_of(bill, wanted.format)
                                                  : write_all(bill, wanted.directory);
        if (!out) {
            return pass_on(out);
        }
        print(*out);
    }
    return 0;
}

Result<int> run_document_export(const Context& context, const std::string& number) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    const auto document = api::Admin(*connection).show("document", number, context.now);
    if (!document) {
        return pass_on(document);
    }
    const auto pdf = billing::document_pdf(*document);
    if (!pdf) {
        return pass_on(pdf);
    }
    print(*pdf);
    return 0;
}

} // namespace vorrang::admin
