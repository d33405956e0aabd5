#pragma once

#include <memory>

namespace vorrang {

/// Owner of a foreign handle: `unique_handle<PGconn, PQfinish>`. The only custom deleter of the
/// code.
template <auto FreeFn> struct HandleFree {
    template <typename T> void operator()(T* handle) const noexcept { FreeFn(handle); }
};

template <typename T, auto FreeFn> using unique_handle = std::unique_ptr<T, HandleFree<FreeFn>>;

} // namespace vorrang
