#pragma once

#include "dovecot-plugin/vorrang-client.hh"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace vorrang {

/// Headers read ahead: one that is missing brings those that will be missed next. A reader that
/// goes on in order gets growing batches, and the next batch is asked for before it is needed.
class HeaderAhead {
  public:
    /// Up to `most` uids above `uid` whose headers may be wanted next, ascending.
    using Following =
        std::function<std::vector<std::uint32_t>(std::uint32_t uid, std::size_t most)>;

    HeaderAhead(Client& client, std::size_t batch)
        : client_(client)
        , batch_(batch) {}

    /// The shown header of a row, or nullptr if there is none any more. Valid until the next call.
    [[nodiscard]] Answer<const std::string*>
    header(const std::string& folder, std::uint32_t uid, const Following& following);

  private:
    bool find_posted(std::uint32_t uid);
    std::size_t next_size(std::uint32_t uid);
    void post_next(const Following& following);

    Client& client_;
    std::size_t batch_;
    std::string folder_;
    Headers ready_;
    std::vector<std::uint32_t> posted_; ///< asked for, not yet taken
    std::uint32_t expected_ = 0;        ///< the uid that a reader in order misses next
    std::size_t size_ = 1;
};

} // namespace vorrang
