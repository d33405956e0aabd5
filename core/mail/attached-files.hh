#pragma once

#include "core/mail/mime-tree.hh"

#include <cstddef>
#include <string>
#include <vector>

namespace vorrang::mail {

/// A file that came with a mail.
struct AttachedFile {
    std::string name;     ///< as its sender called it, on one line; "" if he did not
    std::size_t size = 0; ///< without its transfer encoding
};

/// The parts of a mail that have a file's name or say they are attached; attached mails are one
/// file each.
[[nodiscard]] std::vector<AttachedFile> attached_files(const MimePart& root);

} // namespace vorrang::mail
