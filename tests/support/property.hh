#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <iostream>
#include <sstream>
#include <utility>

namespace vorrang::test {

/// Runs a rapidcheck property inside a GoogleTest test: at least `cases` cases, the seed printed,
/// so that `RC_PARAMS="seed=…"` repeats the run.
template <typename Testable> void check_property(Testable&& testable, int cases = 10000) {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    rc::detail::TestMetadata metadata;
    metadata.id = std::string(info->test_suite_name()) + "/" + info->name();
    metadata.description = info->name();
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    params.maxSuccess = std::max(params.maxSuccess, cases);
    std::cout << metadata.id << ": " << params.maxSuccess
              << " cases, RC_PARAMS=\"seed=" << params.seed << "\"\n";
    const auto result =
        rc::detail::checkTestable(std::forward<Testable>(testable), metadata, params);
    if (!result.template is<rc::detail::SuccessResult>()) {
        std::ostringstream text;
        rc::detail::printResultMessage(result, text);
        FAIL() << text.str();
    }
}

} // namespace vorrang::test
