#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What every fuzz target has. A target is one function of bytes: libFuzzer calls it with what it
/// invents, `replay.cc` with the seeds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace vorrang::fuzz {

/// What must hold for every input; ends the process where it does not, so that libFuzzer keeps the
/// input.
#define VORRANG_CLAIM(claim)                                                                       \
    do {                                                                                           \
        if (!(claim)) {                                                                            \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #claim);        \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// An input that stands for several values: \x1f between them, the last one holds the rest; what is
/// missing is empty.
template <std::size_t count>
std::array<std::string_view, count> parts_of(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = text_of(data, size);
    std::array<std::string_view, count> parts;
    for (std::string_view& part : parts) {
        const std::size_t end = &part == &parts.back() ? rest.size() : rest.find('\x1f');
        part = rest.substr(0, end);
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    }
    return parts;
}

/// No CR, LF or NUL: what may become a column, a header field or a log line.
inline bool is_one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

} // namespace vorrang::fuzz
