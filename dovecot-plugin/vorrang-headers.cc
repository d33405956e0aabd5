#include "dovecot-plugin/vorrang-headers.hh"

#include <algorithm>
#include <utility>

namespace vorrang {

namespace {

/// A second header in a row brings this many: most fetches of one row stop before.
constexpr std::size_t second_batch = 16;

} // namespace

Answer<const std::string*>
HeaderAhead::header(const std::string& folder, std::uint32_t uid, const Following& following) {
    if (folder != folder_) {
        folder_ = folder;
        ready_.clear();
        posted_.clear();
        expected_ = 0;
    }
    if (const auto found = ready_.find(uid); found != ready_.end()) {
        return &found->second;
    }
    if (!find_posted(uid)) {
        posted_.clear();
        const std::size_t size = next_size(uid);
        auto uids = following(uid, size);
        uids.insert(uids.begin(), uid);
        expected_ = uids.size() > size ? uids.back() : 0;
        uids.resize(std::min(uids.size(), size));
        auto answer = client_.headers(folder, uids);
        if (!answer) {
            return tl::unexpected(answer.error());
        }
        ready_ = std::move(*answer);
    }
    if (size_ == batch_ && expected_ != 0 && posted_.empty()) {
        post_next(following);
    }
    const auto found = ready_.find(uid);
    return found == ready_.end() ? nullptr : &found->second;
}

bool HeaderAhead::find_posted(std::uint32_t uid) {
    if (!std::binary_search(posted_.begin(), posted_.end(), uid)) {
        return false;
    }
    posted_.clear();
    ready_ = client_.take_posted();
    return ready_.contains(uid);
}

std::size_t HeaderAhead::next_size(std::uint32_t uid) {
    const bool in_order = uid == expected_;
    size_ = !in_order ? 1 : size_ == 1 ? std::min(second_batch, batch_) : batch_;
    return size_;
}

void HeaderAhead::post_next(const Following& following) {
    auto uids = following(expected_, batch_);
    uids.insert(uids.begin(), expected_);
    expected_ = uids.size() > batch_ ? uids.back() : 0;
    uids.resize(std::min(uids.size(), batch_));
    client_.post_headers(folder_, uids);
    posted_ = std::move(uids);
}

} // namespace vorrang
