#include "daemon/admin/setup/rule.hh"

#include <fmt/format.h>

#include <algorithm>

namespace vorrang::admin::setup {

using Verdict = CheckResult::Verdict;

void add_results(std::vector<CheckResult>& results,
                 std::string_view name,
                 std::string_view proves,
                 Complaints complaints) {
    if (complaints.empty()) {
        results.push_back({Verdict::ok, std::string(name), std::string(proves), {}, {}, true});
    }
    for (auto& complaint : complaints) {
        results.push_back({complaint.verdict,
                           std::string(name),
                           std::move(complaint.sentence),
                           std::move(complaint.line),
                           std::move(complaint.place)});
    }
}

CheckResult family_result(const std::string& family,
                          const std::string& about,
                          std::span<const CheckResult> results) {
    const auto good = std::count_if(results.begin(), results.end(), [](const CheckResult& one) {
        return one.verdict == Verdict::ok;
    });
    return {
        Verdict::ok, family, fmt::format("{} settings are as they must be ({})", good, about), {}};
}

} // namespace vorrang::admin::setup
