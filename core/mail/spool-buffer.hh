#pragma once

#include "core/result.hh"

#include <cstddef>
#include <string>
#include <string_view>

namespace vorrang::mail {

/// Bytes of unknown length: in memory up to a limit, then in a file without a name (0600, unlinked
/// as soon as it is open), so that a 20 MB mail costs no memory and a killed program leaves no
/// file.
class SpoolBuffer {
  public:
    SpoolBuffer(std::string directory, std::size_t memory_limit);
    SpoolBuffer(const SpoolBuffer&) = delete;
    SpoolBuffer& operator=(const SpoolBuffer&) = delete;
    SpoolBuffer(SpoolBuffer&& other) noexcept;
    SpoolBuffer& operator=(SpoolBuffer&& other) noexcept;
    ~SpoolBuffer();

    /// Fails with `unavailable` when the directory or the disk does not take the bytes; the buffer
    /// is then good for nothing but clear().
    [[nodiscard]] Result<void> append(std::string_view bytes);

    /// Up to `length` bytes from `offset`; fewer only at the end.
    [[nodiscard]] Result<std::string> read(std::size_t offset, std::size_t length) const;

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool spooled() const { return fd_ >= 0; }

    /// Empties the buffer and gives the file's space back at once.
    void clear();

  private:
    [[nodiscard]] Result<void> open_file();
    [[nodiscard]] Result<void> write_file(std::string_view bytes);

    std::string directory_;
    std::size_t memory_limit_;
    std::string memory_;
    std::size_t size_ = 0;
    int fd_ = -1;
};

} // namespace vorrang::mail
