#pragma once

#include "core/result.hh"

#include <cstdint>
#include <string>
#include <string_view>

namespace vorrang {

/// What proves that a call is ours, as https://www.standardwebhooks.com has it: "v1," and the
/// base64 of HMAC-SHA256 over "key.seconds.body". `secret` is base64; a broken one is an error.
[[nodiscard]] Result<std::string> webhook_signature(const std::string& secret,
                                                    std::string_view key,
                                                    std::int64_t seconds,
                                                    std::string_view body);

} // namespace vorrang
