#include "core/mail/retry-key.hh"

#include "core/mail/header-fields.hh"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <vector>

namespace vorrang::mail {

namespace {

/// SHA-256 over numbers and length-prefixed strings.
class Digest {
  public:
    Digest() { crypto_hash_sha256_init(&state_); }

    void number(std::uint64_t value) {
        std::array<unsigned char, 8> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<unsigned char>(value >> (8 * i));
        }
        crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
    }

    void bytes(std::string_view text) {
        crypto_hash_sha256_update(
            &state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }

    void field(std::string_view text) {
        number(text.size());
        bytes(text);
    }

    std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
        sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
        return text.data();
    }

  private:
    crypto_hash_sha256_state state_{};
};

void add_fields(Digest& digest, const std::vector<HeaderField>& fields, std::string_view name) {
    std::vector<std::string> values;
    for (const HeaderField& field : fields) {
        if (field.is(name)) {
            values.push_back(unfold(field.value));
        }
    }
    digest.number(values.size());
    for (const std::string& value : values) {
        digest.field(value);
    }
}

bool made_by_us(std::string_view message_id, const RetryFacts& facts) {
    if (facts.hostname.empty() || facts.queue_id.empty()) {
        return false;
    }
    const std::size_t at = message_id.rfind('@');
    if (at == std::string_view::npos ||
        message_id.substr(0, at).find(facts.queue_id) == std::string_view::npos) {
        return false;
    }
    std::string_view host = message_id.substr(at + 1);
    host = host.substr(0, host.find('>'));
    return equals_folded(host, facts.hostname);
}

/// Where cleanup adds a missing Message-ID, it adds a missing Date right behind it.
bool date_follows_id(const std::vector<HeaderField>& fields) {
    bool id_seen = false;
    for (const HeaderField& field : fields) {
        if (field.is("date")) {
            return id_seen;
        }
        id_seen = id_seen || field.is("message-id");
    }
    return false;
}

Result<void> add_body(Digest& digest, const RawMail& mail) {
    digest.number(mail.body_size());
    for (std::size_t at = 0; at < mail.body_size(); at += RawMail::chunk_size) {
        const auto chunk = mail.body(at, RawMail::chunk_size);
        if (!chunk) {
            return pass_on(chunk);
        }
        digest.bytes(*chunk);
    }
    return {};
}

} // namespace

Result<RetryKey> retry_key(const RawMail& mail, const RetryFacts& facts) {
    const auto header = mail.header(0, mail.header_size());
    if (!header) {
        return pass_on(header);
    }
    const auto fields = split_header(*header);
    const std::string message_id = unfold(find_field(fields, "message-id").value_or(""));
    const bool made_id = !message_id.empty() && made_by_us(message_id, facts);
    const bool senders = !message_id.empty() && !facts.message_id_made_locally && !made_id;
    const bool date_is_ours = facts.date_made_locally || (made_id && date_follows_id(fields));

    Digest digest;
    digest.field(facts.envelope_sender);
    digest.number(senders ? 1 : 0);
    if (senders) {
        add_fields(digest, fields, "message-id");
    }
    add_fields(digest, fields, "from");
    digest.number(date_is_ours ? 1 : 0);
    if (!date_is_ours) {
        add_fields(digest, fields, "date");
    }
    add_fields(digest, fields, "subject");
    if (auto added = add_body(digest, mail); !added) {
        return pass_on(added);
    }
    return RetryKey{digest.hex(), senders};
}

} // namespace vorrang::mail
