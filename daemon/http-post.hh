#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace vorrang {

/// What is sent by HTTP or HTTPS to a program that is not ours.
struct HttpPost {
    std::string url;
    std::string body;
    std::vector<std::string> headers{}; ///< "Name: value"
    std::string ca_file{};          ///< whom we believe who the receiver is; empty: the system's
    std::chrono::seconds limit{10}; ///< for all of it
};

struct HttpAnswer {
    std::optional<int> code{}; ///< nothing: no answer came
    std::string error{};       ///< why not; else the beginning of what a refusal says
    int retry_after = 0;       ///< seconds
};

/// Sends it and waits for the answer, in a thread that may block; gives up within a second when
/// `stop` is set. Redirections are not followed: a signed call goes where the admin sent it.
[[nodiscard]] HttpAnswer http_post(const HttpPost& post, const std::atomic<bool>& stop);

} // namespace vorrang
