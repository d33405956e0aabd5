#pragma once

#include "dovecot-plugin/vorrang-client.hh"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace vorrang {

/// Clients ask STATUS of all folders at once (LIST … RETURN (STATUS), or one command a folder in
/// one packet): from the second question on all are asked for together. Who calls it forgets what
/// is known before the next packet is read.
class StatusAhead {
  public:
    explicit StatusAhead(Client& client)
        : client_(client) {}

    [[nodiscard]] Answer<FolderStatus> of(const std::string& folder);

    void forget();

  private:
    Client& client_;
    int asked_ = 0;
    std::uint64_t writes_ = 0; ///< of the client, when the first was asked
    std::unordered_map<std::string, FolderStatus> known_;
};

} // namespace vorrang
