#include "dovecot-plugin/vorrang-statuses.hh"

namespace vorrang {

Answer<FolderStatus> StatusAhead::of(const std::string& folder) {
    if (writes_ != client_.writes()) {
        forget();
    }
    if (++asked_ == 2) {
        // Whatever goes wrong here is asked again, for each folder.
        if (auto all = client_.statuses()) {
            for (auto& status : *all) {
                known_.emplace(status.folder.name, std::move(status));
            }
        }
    }
    const auto known = known_.find(folder);
    return known == known_.end() ? client_.status(folder) : known->second;
}

void StatusAhead::forget() {
    known_.clear();
    asked_ = 0;
    writes_ = client_.writes();
}

} // namespace vorrang
