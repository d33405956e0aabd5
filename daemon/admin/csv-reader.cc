#include "daemon/admin/csv-reader.hh"

#include "core/log-escape.hh"

#include <fmt/format.h>

#include <csv.h>

#include <algorithm>
#include <new>

namespace vorrang::admin {
namespace {

constexpr std::size_t kLimit = 1U << 20U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// The separator that the header has more of outside of quotes.
char separator_of(std::string_view header) {
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    bool quoted = false;
    for (const char c : header) {
        quoted = quoted != (c == '"');
        commas += !quoted && c == ',' ? 1 : 0;
        semicolons += !quoted && c == ';' ? 1 : 0;
    }
    return semicolons > commas ? ';' : ',';
}

} // namespace

struct CsvReader::Parser {
    Parser() {
        if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) != 0) {
            throw std::bad_alloc();
        }
    }

    ~Parser() { csv_free(&csv); }

    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    static void cell(void* bytes, std::size_t size, void* self) {
        auto& record = static_cast<Parser*>(self)->record;
        record.cells.emplace_back(static_cast<const char*>(bytes), size);
    }

    static void end(int /*terminator*/, void* self) { ++static_cast<Parser*>(self)->ended; }

    csv_parser csv{};
    CsvRecord record;       ///< as far as it is read
    std::size_t size = 0;   ///< bytes of its lines
    int ended = 0;          ///< records that the last line ended
    bool open = false;      ///< the record goes on in the next line
    bool separated = false; ///< the separator is known
};

CsvReader::CsvReader(std::istream& in)
    : in_(in)
    , parser_(std::make_unique<Parser>()) {}

CsvReader::~CsvReader() = default;

bool CsvReader::read_line() {
    text_.clear();
    try {
        auto* const bytes = in_.rdbuf();
        for (int c = bytes->sbumpc(); c != std::istream::traits_type::eof(); c = bytes->sbumpc()) {
            text_ += static_cast<char>(c);
            if (c == '\n' || text_.size() > kLimit) {
                break;
            }
        }
    } catch (const std::ios_base::failure&) { // a directory, a broken disk
        unreadable_ = true;
        return false;
    }
    if (text_.empty()) {
        return false;
    }
    ++line_;
    if (line_ == 1 && text_.starts_with(kByteOrderMark)) {
        text_.erase(0, kByteOrderMark.size());
    }
    return true;
}

tl::expected<void, BadLine> CsvReader::parse_line() {
    auto& parser = *parser_;
    if (!parser.open) {
        parser.record = {line_, {}, 0};
        parser.size = 0;
    }
    parser.size += text_.size();
    if (parser.size > kLimit) {
        return tl::unexpected(BadLine{parser.record.line,
                                      "",
                                      "the record is longer than 1 MiB",
                                      "look for a quote that is not closed"});
    }
    if (parser.record.not_utf8_line == 0 && !log::is_utf8(text_)) {
        parser.record.not_utf8_line = line_;
    }
    if (!parser.separated) {
        csv_set_delim(&parser.csv, static_cast<unsigned char>(separator_of(text_)));
        parser.separated = true;
    }
    parser.ended = 0;
    const auto parsed =
        csv_parse(&parser.csv, text_.data(), text_.size(), Parser::cell, Parser::end, &parser);
    if (csv_error(&parser.csv) == CSV_ENOMEM) {
        throw std::bad_alloc();
    }
    if (parsed != text_.size()) {
        return tl::unexpected(
            BadLine{line_,
                    "",
                    "a quote stands inside of a cell",
                    "put the whole cell in quotes and write \"\" for a quote in it"});
    }
    if (parser.ended > 1) {
        return tl::unexpected(BadLine{
            line_, "", "a carriage return stands inside of the line", "end lines by LF or CRLF"});
    }
    parser.open = parser.ended == 0;
    return {};
}

tl::expected<std::optional<CsvRecord>, BadLine> CsvReader::finish() {
    auto& parser = *parser_;
    if (unreadable_) {
        return tl::unexpected(BadLine{line_, "", "the file cannot be read from here on", ""});
    }
    if (!parser.open) {
        return std::nullopt;
    }
    parser.open = false;
    if (csv_fini(&parser.csv, Parser::cell, Parser::end, &parser) != 0) {
        return tl::unexpected(BadLine{parser.record.line,
                                      "",
                                      "a quote that opens in this record is never closed",
                                      "close it; write \"\" for a quote in a cell"});
    }
    return std::move(parser.record);
}

tl::expected<std::optional<CsvRecord>, BadLine> CsvReader::next() {
    while (read_line()) {
        if (!parser_->open && blank(text_)) {
            continue;
        }
        if (auto parsed = parse_line(); !parsed) {
            return tl::unexpected(parsed.error());
        }
        if (!parser_->open) {
            return std::move(parser_->record);
        }
    }
    return finish();
}

} // namespace vorrang::admin
