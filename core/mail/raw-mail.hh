#pragma once

#include "core/mail/spool-buffer.hh"
#include "core/result.hh"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// One mail as the milter protocol gives it, in the form that is stored.
///
/// The stored header is every field as `name ":" value CRLF`, where the value is what libmilter
/// gives with SMFIP_HDR_LEADSPC (leading space included) and only its inner line ends are made
/// CRLF. The stored body is the body callback's bytes. The blank line between them is in neither:
/// a reader puts it there.
///
/// Header and body together hold at most `memory_limit` bytes of memory; what is longer lies in
/// unlinked spool files. Chunks are the units in which PostgreSQL holds a mail.
class RawMail {
  public:
    static constexpr std::size_t memory_limit = std::size_t{1} << 20;
    static constexpr std::size_t chunk_size = std::size_t{256} << 10;

    /// `spool_directory` must exist; it is touched only when a mail outgrows memory.
    explicit RawMail(const std::string& spool_directory);

    [[nodiscard]] Result<void> add_header(std::string_view name, std::string_view value);

    /// No add_header() after this one. (prepend() is still possible.)
    void end_of_headers() { header_complete_ = true; }

    [[nodiscard]] bool header_complete() const { return header_complete_; }

    [[nodiscard]] Result<void> add_body(std::string_view bytes);

    /// Puts a field of our own above everything: `prepend("Return-Path: <a@b>")`. The caller's text
    /// holds no line end of its own except folding; the final CRLF is added here. The last one
    /// prepended stands on top.
    void prepend(std::string_view line);

    [[nodiscard]] std::size_t header_size() const { return prepended_.size() + header_.size(); }

    [[nodiscard]] std::size_t body_size() const { return body_.size(); }

    /// Bytes stored: header and body, without the blank line between them.
    [[nodiscard]] std::size_t stored_size() const { return header_size() + body_size(); }

    /// Up to `length` bytes from `offset` of the stored header.
    [[nodiscard]] Result<std::string> header(std::size_t offset, std::size_t length) const;
    /// Up to `length` bytes from `offset` of the stored body.
    [[nodiscard]] Result<std::string> body(std::size_t offset, std::size_t length) const;

    /// Chunks of `chunk_size`, counted from 0; there is always chunk 0, if only an empty one.
    [[nodiscard]] std::size_t header_chunks() const { return chunks(header_size()); }

    [[nodiscard]] std::size_t body_chunks() const { return chunks(body_size()); }

    [[nodiscard]] Result<std::string> header_chunk(std::size_t n) const {
        return header(n * chunk_size, chunk_size);
    }

    [[nodiscard]] Result<std::string> body_chunk(std::size_t n) const {
        return body(n * chunk_size, chunk_size);
    }

    /// True once any of it lies in a file.
    [[nodiscard]] bool spooled() const { return header_.spooled() || body_.spooled(); }

    /// Makes it ready for the next mail of the session; frees memory and disk.
    void reset();

  private:
    static std::size_t chunks(std::size_t size) {
        return size == 0 ? 1 : (size + chunk_size - 1) / chunk_size;
    }

    std::string prepended_;
    SpoolBuffer header_;
    SpoolBuffer body_;
    bool header_complete_ = false;
};

} // namespace vorrang::mail
