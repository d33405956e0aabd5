// A file of an import, record by record.
#include "daemon/admin/csv-reader.hh"

#include "core/log-escape.hh"
#include "tests/fuzz/target.hh"

#include <sstream>

using namespace vorrang::admin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = vorrang::fuzz::text_of(data, size);
    std::istringstream in{std::string(text)};
    CsvReader reader(in);
    int line = 0;
    std::size_t bytes = 0;
    for (;;) {
        const auto record = reader.next();
        if (!record) {
            VORRANG_CLAIM(!record.error().text.empty());
            break;
        }
        if (!*record) {
            break;
        }
        VORRANG_CLAIM((*record)->line > line && reader.line() >= (*record)->line);
        line = (*record)->line;
        bool utf8 = true;
        for (const std::string& cell : (*record)->cells) {
            bytes += cell.size();
            utf8 = utf8 && vorrang::log::is_utf8(cell);
        }
        VORRANG_CLAIM(utf8 || (*record)->not_utf8_line >= line);
        VORRANG_CLAIM(bytes <= text.size());
    }
    return 0;
}
