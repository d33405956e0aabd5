#include "core/mail/spool-buffer.hh"

#include <fmt/format.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace vorrang::mail {

namespace {

tl::unexpected<Error> spool_failure(std::string_view what, const std::string& directory) {
    const int cause = errno;
    return fail(
        ErrorCode::unavailable,
        fmt::format("cannot {} a spool file in {}: {}", what, directory, strerror(cause)),
        fmt::format("check that {} exists, belongs to the program and has space left", directory));
}

} // namespace

SpoolBuffer::SpoolBuffer(std::string directory, std::size_t memory_limit)
    : directory_(std::move(directory))
    , memory_limit_(memory_limit) {}

SpoolBuffer::SpoolBuffer(SpoolBuffer&& other) noexcept
    : directory_(std::move(other.directory_))
    , memory_limit_(other.memory_limit_)
    , memory_(std::move(other.memory_))
    , size_(std::exchange(other.size_, 0))
    , fd_(std::exchange(other.fd_, -1)) {}

SpoolBuffer& SpoolBuffer::operator=(SpoolBuffer&& other) noexcept {
    if (this != &other) {
        clear();
        directory_ = std::move(other.directory_);
        memory_limit_ = other.memory_limit_;
        memory_ = std::move(other.memory_);
        size_ = std::exchange(other.size_, 0);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

SpoolBuffer::~SpoolBuffer() {
    clear();
}

void SpoolBuffer::clear() {
    if (fd_ >= 0) {
        close(fd_);
    }
    fd_ = -1;
    size_ = 0;
    std::string().swap(memory_);
}

Result<void> SpoolBuffer::append(std::string_view bytes) {
    if (!spooled()) {
        if (size_ + bytes.size() <= memory_limit_) {
            memory_.append(bytes);
            size_ += bytes.size();
            return {};
        }
        if (auto opened = open_file(); !opened) {
            return opened;
        }
    }
    return write_file(bytes);
}

Result<void> SpoolBuffer::open_file() {
    std::string path = directory_ + "/mail-XXXXXX";
    fd_ = mkostemp(path.data(), O_CLOEXEC); // mode 0600 by definition
    if (fd_ < 0) {
        return spool_failure("create", directory_);
    }
    unlink(path.c_str());
    size_ = 0;
    auto written = write_file(memory_);
    std::string().swap(memory_);
    return written;
}

Result<void> SpoolBuffer::write_file(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return spool_failure("write", directory_);
        }
        size_ += static_cast<std::size_t>(n);
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

Result<std::string> SpoolBuffer::read(std::size_t offset, std::size_t length) const {
    if (offset >= size_) {
        return std::string();
    }
    length = std::min(length, size_ - offset);
    if (!spooled()) {
        return memory_.substr(offset, length);
    }
    std::string bytes(length, '\0');
    std::size_t done = 0;
    while (done < length) {
        const ssize_t n =
            pread(fd_, bytes.data() + done, length - done, static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return spool_failure("read", directory_);
        }
        done += static_cast<std::size_t>(n);
    }
    return bytes;
}

} // namespace vorrang::mail
