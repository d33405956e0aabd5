#include "daemon/admin/import.hh"

#include "core/api/admin.hh"
#include "daemon/admin/csv-reader.hh"
#include "daemon/admin/import-report.hh"
#include "daemon/admin/import-rows.hh"
#include "daemon/admin/output.hh"
#include "daemon/admin/progress.hh"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>

namespace vorrang::admin {
namespace {

namespace json = boost::json;

/// Rows and bytes of cells in one call: well below statement_timeout, memory stays small.
constexpr std::size_t kBatchRows = 1000;
constexpr std::size_t kBatchBytes = 1U << 20U;

/// One run over one file in one transaction.
class Importer {
  public:
    Importer(const Context& context, const ImportSpec& spec, pg::Connection& connection)
        : context_(context)
        , spec_(spec)
        , connection_(connection)
        , admin_(connection) {}

    /// Sends all rows. Mistakes are not errors yet: they stand in bad().
    Result<void> read(std::istream& in, const std::string& file);
    Result<void> end(bool dry_run);

    [[nodiscard]] const std::vector<BadLine>& bad() const { return bad_; }

    [[nodiscard]] ImportReport& report() { return report_; }

  private:
    Result<void> read_rows(CsvReader& reader, RowMaker& maker, const std::string& file);
    Result<void> send();
    void take(const json::object& answer, const std::string& name);

    const Context& context_;
    const ImportSpec& spec_;
    pg::Connection& connection_;
    api::Admin admin_;
    std::vector<ImportRow> batch_;
    std::vector<BadLine> bad_;
    ImportReport report_;
};

Result<void> Importer::read(std::istream& in, const std::string& file) {
    CsvReader reader(in);
    auto header = reader.next();
    if (!header) {
        bad_.push_back(header.error());
        return {};
    }
    if (!*header) {
        bad_.push_back({1, "", "the file is empty", "its first line names the columns"});
        return {};
    }
    auto maker = RowMaker::of_header(spec_, **header);
    if (!maker) {
        bad_ = maker.error();
        return {};
    }
    return read_rows(reader, *maker, file);
}

Result<void> Importer::read_rows(CsvReader& reader, RowMaker& maker, const std::string& file) {
    Progress progress;
    std::size_t bytes = 0;
    while (true) {
        auto record = reader.next();
        if (!record) {
            bad_.push_back(record.error());
            return send(); // what is wrong in the rows before it is told too
        }
        if (!*record) {
            return send();
        }
        for (const auto& cell : (*record)->cells) {
            bytes += cell.size();
        }
        if (auto row = maker.row(**record, bad_)) {
            batch_.push_back(std::move(*row));
        }
        if (batch_.size() >= kBatchRows || bytes >= kBatchBytes) {
            if (auto sent = send(); !sent) {
                return sent;
            }
            bytes = 0;
            if (progress.due()) {
                progress.tell(fmt::format("{}: line {}", file, reader.line()));
            }
        }
    }
}

Result<void> Importer::send() {
    if (batch_.empty()) {
        return {};
    }
    json::array rows;
    for (auto& row : batch_) {
        rows.push_back(std::move(row.object));
    }
    const auto answers = admin_.import_rows(spec_.name, rows, context_.now);
    if (!answers) {
        return pass_on(answers);
    }
    const auto& list = answers->as_array();
    for (std::size_t i = 0; i < batch_.size(); ++i) {
        take(list.at(i).as_object(), batch_[i].name);
    }
    batch_.clear();
    return {};
}

void Importer::take(const json::object& answer, const std::string& name) {
    if (answer.at("outcome").as_string() != "wrong") {
        count_answer(report_, answer, name);
        return;
    }
    for (const auto& wrong : answer.at("wrong").as_array()) {
        const auto text = [&](const char* field) {
            return std::string(wrong.as_object().at(field).as_string());
        };
        bad_.push_back({static_cast<int>(answer.at("line").as_int64()),
                        text("column"),
                        text("text"),
                        text("hint")});
    }
}

Result<void> Importer::end(bool dry_run) {
    if (bad_.empty() && spec_.name == "customers") {
        auto ranked = admin_.import_rank(context_.now);
        if (!ranked) {
            return pass_on(ranked);
        }
        report_.ranked = *ranked;
    }
    return dry_run || !bad_.empty() ? connection_.rollback() : connection_.commit();
}

Result<int> import_stream(const Context& context,
                          const ImportSpec& spec,
                          std::istream& in,
                          const std::string& file,
                          bool dry_run) {
    auto connection = context.connect();
    if (!connection) {
        return pass_on(connection);
    }
    if (auto begun = connection->begin(); !begun) {
        return pass_on(begun);
    }
    Importer importer(context, spec, *connection);
    if (auto read = importer.read(in, file); !read) {
        return pass_on(read);
    }
    if (auto ended = importer.end(dry_run); !ended) {
        return pass_on(ended);
    }
    if (const auto& bad = importer.bad(); !bad.empty()) {
        fmt::print(stderr, "{}", bad_lines_text(file, bad));
        return fail(ErrorCode::data,
                    fmt::format("{} {} in {}: nothing was imported",
                                bad.size(),
                                bad.size() == 1 ? "mistake" : "mistakes",
                                file),
                    "correct the file and import it again; vorrang(1) tells the columns");
    }
    auto& report = importer.report();
    report.file = file;
    report.dry_run = dry_run;
    print(context.json ? json_text(report_json(report, spec)) : report_text(report, spec));
    return 0;
}

} // namespace

Result<int>
run_import(const Context& context, const ImportSpec& spec, const std::string& file, bool dry_run) {
    if (file == "-") {
        return import_stream(context, spec, std::cin, "standard input", dry_run);
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return fail(ErrorCode::no_such,
                    fmt::format("cannot open {}: {}", file, std::strerror(errno)),
                    "name a file that you may read, or - for standard input");
    }
    return import_stream(context, spec, in, file, dry_run);
}

} // namespace vorrang::admin
