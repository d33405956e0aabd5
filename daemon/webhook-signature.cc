#include "daemon/webhook-signature.hh"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <vector>

namespace vorrang {

namespace {

constexpr std::size_t longest_secret = 64; // bytes, as the standard says

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

Result<std::string> webhook_signature(const std::string& secret,
                                      std::string_view key,
                                      std::int64_t seconds,
                                      std::string_view body) {
    std::array<unsigned char, longest_secret> raw{};
    std::size_t length = 0;
    if (sodium_base642bin(raw.data(),
                          raw.size(),
                          secret.data(),
                          secret.size(),
                          "\r\n",
                          &length,
                          nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length == 0) {
        return fail(ErrorCode::data,
                    "the webhook's secret cannot be read",
                    "make a new one: `vorrang webhook set NAME --new-secret`");
    }
    const auto signed_text = fmt::format("{}.{}.{}", key, seconds, body);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw.data(), length);
    crypto_auth_hmacsha256_update(&state, bytes_of(signed_text), signed_text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code{};
    crypto_auth_hmacsha256_final(&state, code.data());
    sodium_memzero(raw.data(), raw.size());
    std::array<char,
               sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES,
                                         sodium_base64_VARIANT_ORIGINAL)>
        text{};
    sodium_bin2base64(
        text.data(), text.size(), code.data(), code.size(), sodium_base64_VARIANT_ORIGINAL);
    return std::string("v1,") + text.data();
}

} // namespace vorrang
