#pragma once

#include "core/error.hh"

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace vorrang {

/// A value, or the Error that says why there is none. Becomes std::expected when the compiler has
/// it.
template <typename T> using Result = tl::expected<T, Error>;

/// The error side of a Result: `return fail(ErrorCode::data, "...", "...");`
[[nodiscard]] inline tl::unexpected<Error>
fail(ErrorCode code, std::string text, std::string hint = {}) {
    return tl::unexpected<Error>(Error{code, std::move(text), std::move(hint)});
}

/// Hands an inner Result's error on: `return pass_on(inner);`
template <typename T> [[nodiscard]] tl::unexpected<Error> pass_on(const Result<T>& failed) {
    return tl::unexpected<Error>(failed.error());
}

} // namespace vorrang
