#include "daemon/admin/setup/run-program.hh"

#include <gtest/gtest.h>

using namespace vorrang;
using namespace vorrang::admin::setup;

TEST(RunProgram, KeepsBothStreamsAndTheExitCode) {
    const auto output = run_program({"sh", "-c", "echo one; echo two >&2; exit 3"});
    ASSERT_TRUE(output) << output.error().text;
    EXPECT_EQ(output->exit_code, 3);
    EXPECT_EQ(output->out, "one\n");
    EXPECT_EQ(output->err, "two\n");
}

TEST(RunProgram, ReadsMoreThanAPipeHolds) {
    const auto output = run_program({"head", "-c", "300000", "/dev/zero"});
    ASSERT_TRUE(output);
    EXPECT_EQ(output->out.size(), 300000U);
}

TEST(RunProgram, AnAbsentProgramIsNoSuch) {
    const auto output = run_program({"no-such-program-here"});
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::no_such);
}

TEST(RunProgram, WhatDoesNotEndIsKilled) {
    const auto output = run_program({"sleep", "60"}, std::chrono::milliseconds{100});
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, ErrorCode::unavailable);
}
